import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { api, http, once, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Check } from "../../parts/check";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { RadioGroup } from "../../parts/radio-group";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { About } from "./about";
import { Filed } from "./filed";
import { Help } from "./help";
import classes from "./reports.module.css";
import { subjectOf } from "./subject";

type Safeguarding = Schemas["ShownSafeguarding"];

/** Telling of misuse: about whom, what kind, in as many words as one likes. */
export default function NewReport() {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = api.useQuery("get", "/v1/safeguarding");
  const [filed, setFiled] = useState<Schemas["Filed"]>();
  if (filed) return <Filed filed={filed} />;
  return (
    <Page title={t("new")} lead={t("new-lead")}>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {data && <Form safeguarding={data} done={setFiled} />}
      <Help />
    </Page>
  );
}

interface FormProps {
  safeguarding: Safeguarding;
  done: (filed: Schemas["Filed"]) => void;
}

function Form({ safeguarding: { kinds, who_reads, what_next }, done }: FormProps) {
  const { t } = useTranslation("reports");
  const inWords = useInWords();
  const [asked] = useSearchParams();
  const [subject, setSubject] = useState(() => subjectOf(asked));
  const [kind, setKind] = useState<Schemas["Misuse"]>();
  const [words, setWords] = useState("");
  const [isBlocking, setBlocking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [key] = useState(once);
  const undo = useUndo();
  const reread = useReread();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!subject || !kind) return;
    setSending(true);
    await undo.now({
      words: t("sent"),
      send: async () => {
        const body = { kind, subject, words, block: isBlocking };
        const filed = await sent(http.POST("/v1/reports", { body, params: { header: { "Idempotency-Key": key } } }));
        if (filed) done(filed);
        await reread("/v1/reports", "/v1/blocks");
      },
    });
    setSending(false);
  };
  return (
    <Card>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <About subject={subject} choose={setSubject} />
        <RadioGroup
          look="columns"
          isRequired
          question={t("kind")}
          choices={kinds.map((one) => ({ value: one.kind, words: inWords(one.name) }))}
          value={kind ?? null}
          onChange={setKind}
        />
        <Textarea
          label={t("words")}
          description={t("words-help")}
          rows={6}
          maxLength={4000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <div className={classes.readers}>
          <p>
            <strong>{t("who-reads")}</strong> {inWords(who_reads)}
          </p>
          <p>
            <strong>{t("what-next")}</strong> {inWords(what_next)}
          </p>
        </div>
        <Check label={t("block")} isOn={isBlocking} set={setBlocking} />
        <div className={classes.deeds}>
          <Button type="submit" loading={isSending} disabled={!subject}>
            {t("send")}
          </Button>
          <Link href="/reports">{t("cancel")}</Link>
        </div>
      </form>
    </Card>
  );
}
