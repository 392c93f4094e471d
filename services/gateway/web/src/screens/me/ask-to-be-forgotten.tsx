import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import classes from "./me.module.css";

interface AskProps {
  erasure: Schemas["OwnErasure"];
  ask: (confirmation: string) => Promise<boolean>;
}

/** Written out, in either language, so that nobody does it by chance. */
export function AskToBeForgotten({ erasure: { confirmation, wait_days }, ask }: AskProps) {
  const { t } = useTranslation("me");
  const inWords = useInWords();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const words = inWords(confirmation);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = typed.trim().toLowerCase();
    const isMeant = Object.values(confirmation).some((one) => one.toLowerCase() === said);
    setWrong(!isMeant);
    if (!isMeant) return;
    setAsking(true);
    await ask(typed);
    setAsking(false);
  };
  return (
    <Card title={t("ask")}>
      <p className={classes.quiet}>{t("ask-text", { count: wait_days })}</p>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <TextInput
          required
          withAsterisk={false}
          autoComplete="off"
          label={t("ask-words", { words })}
          error={isWrong && t("ask-wrong", { words })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" className={classes.ask} loading={isAsking}>
          {t("ask-do")}
        </Button>
      </form>
    </Card>
  );
}
