import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useSuggesting } from "../../parts/suggesting";
import { Trouble } from "../../parts/trouble";
import classes from "./welcome.module.css";

type Words = Schemas["FoundTopics"]["topics"][number];

/** One sentence, in one's own words. */
export function Wish({ onUnderstood }: { onUnderstood: (topics: Words[]) => void }) {
  const { t } = useTranslation("welcome");
  const [sentence, setSentence] = useState("");
  const { understand, isBusy, error } = useSuggesting();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const topics = await understand(sentence);
    if (topics) onUnderstood(topics);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <Textarea
        size="lg"
        label={t("wish.label")}
        placeholder={t("wish.example")}
        rows={3}
        maxLength={2000}
        required
        withAsterisk={false}
        value={sentence}
        onChange={(event) => setSentence(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{t("wish.readers")}</p>
      {error !== undefined && <Trouble error={error} />}
      <div>
        <Button type="submit" size="md" loading={isBusy}>
          {t("next")}
        </Button>
      </div>
    </form>
  );
}
