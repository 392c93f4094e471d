import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { RadioGroup } from "../../parts/radio-group";
import { ofPair } from "../../parts/of-pair";
import { titleAround } from "../../parts/refocus";
import { useInWords } from "../../parts/in-words";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";

type Chosen = Readonly<Record<string, string>>;

/** One question at a time; sent when the last one is answered. */
export function ExpectingForm({ expectations, close }: { expectations: Schemas["Expectations"]; close: () => void }) {
  const { t } = useTranslation("agreement");
  const { pair } = usePair();
  const said = useInWords();
  const { questions } = expectations;
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(questions.flatMap(({ question_id, mine }) => (mine ? [[question_id, mine]] : []))),
  );
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const undo = useUndo();
  const question = questions[at];
  if (!question) return null;
  const isLast = at === questions.length - 1;
  const go = (step: number) => {
    setAt(at + step);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("input:checked, input")?.focus());
  };
  const send = async () => {
    const path = ofPair(pair.pair_id);
    const answer = await sent(http.PUT("/v1/pairs/{pair_id}/expectations", { ...path, body: { choices: chosen } }));
    client.setQueryData(api.queryOptions("get", "/v1/pairs/{pair_id}/expectations", path).queryKey, answer);
  };
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!isLast) return go(1);
    const refocus = titleAround(event.currentTarget);
    setSending(true);
    const isSent = await undo.now({ words: t("expect.saved"), send });
    setSending(false);
    refocus();
    if (isSent) close();
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit}>
      <p className={classes.quiet}>{t("expect.step", { number: at + 1, all: questions.length })}</p>
      <RadioGroup
        key={question.question_id}
        question={said(question.text)}
        isLarge
        choices={question.choices.map(({ choice_id, words }) => ({ value: choice_id, words: said(words) }))}
        value={chosen[question.question_id] ?? null}
        onChange={(choice) => setChosen({ ...chosen, [question.question_id]: choice })}
      />
      <div className={classes.deeds}>
        <Button type="submit" disabled={!chosen[question.question_id]} loading={isSending}>
          {t(isLast ? "expect.send" : "expect.next")}
        </Button>
        <Button variant="default" onClick={at ? () => go(-1) : close}>
          {at ? t("expect.back") : t("shell:cancel")}
        </Button>
      </div>
    </form>
  );
}
