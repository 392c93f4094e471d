import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import type { Request } from "../../parts/asked";
import { CheckboxGroup } from "../../parts/checkbox-group";
import type { Direction } from "../../parts/directions";
import { useInWords } from "../../parts/in-words";
import { useSuggesting } from "../../parts/suggesting";
import { Trouble } from "../../parts/trouble";
import { useKeeping } from "./keeping";
import classes from "./welcome.module.css";

type Words = Schemas["FoundTopics"]["topics"][number];

const MOST = 3;
/** Whoever is senior finds few ahead of them: then those who teach each other, or one talk with anybody. */
const WAYS: readonly Direction[] = ["forward", "reciprocal", "reverse", "flash"];

/** Up to three topics: what the sentence spoke of, and what the organisation's records say. */
export function Gets({ wished, onFound }: { wished: readonly Words[]; onFound: (request: Request) => void }) {
  const { t } = useTranslation("welcome");
  const say = useInWords();
  const me = useMe();
  const heard = wished.map((words) => ({ value: words["en"] ?? say(words), words: say(words) }));
  const own = me.gets
    .map(({ topic }) => ({ value: topic, words: topic }))
    .filter(({ value }) => !heard.some((one) => isSame(one.value, value) || isSame(one.words, value)));
  const options = [...heard, ...own];
  const [chosen, setChosen] = useState<string[]>(() =>
    (heard.length > 0 ? heard : options).slice(0, MOST).map(({ value }) => value),
  );
  const [other, setOther] = useState("");
  const { suggestSomehow, isBusy, error } = useSuggesting();
  const topics = [...chosen, ...(other.trim() ? [other.trim()] : [])];
  const keep = useKeeping("gets");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await keep(topics.map((topic) => heard.find(({ value }) => value === topic)?.words ?? topic));
    const request = await suggestSomehow(topics, WAYS);
    if (request) onFound(request);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p>{t(heard.length > 0 ? "gets.heard" : "gets.unheard")}</p>
      {options.length > 0 && (
        <CheckboxGroup question={t("gets.choose")} choices={options} chosen={chosen} onChange={setChosen} most={MOST} />
      )}
      <TextInput
        size="md"
        label={t("gets.other")}
        maxLength={80}
        value={other}
        onChange={(event) => setOther(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{t("kept")}</p>
      {error !== undefined && <Trouble error={error} />}
      <div>
        <Button type="submit" size="md" loading={isBusy} disabled={topics.length === 0}>
          {t("next")}
        </Button>
      </div>
    </form>
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
