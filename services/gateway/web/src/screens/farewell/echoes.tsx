import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Readers } from "../../parts/readers";
import { titleAround } from "../../parts/refocus";
import { usePair } from "../pair/pair-context";
import { useFarewell } from "./use-farewell";
import classes from "./farewell.module.css";

type Days = Schemas["Echo"]["days"];

const LINE = 280;

/** Some time after the end: what still helps, in one line, and what the other says of it. */
export function Echoes({ farewell: { echoes_asked: asked, echoes } }: { farewell: Schemas["FarewellShown"] }) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  if (!pair.ended_at) return null;
  return (
    <Card title={t("echo.title")} aside={<Readers who="pair" name={first} />}>
      {asked.length === 0 && <p className={classes.quiet}>{t("echo.none", { name: first })}</p>}
      {[...asked].reverse().map((days) => (
        <Echo key={days} days={days} echoes={echoes.filter((one) => one.days === days)} />
      ))}
    </Card>
  );
}

function Echo({ days, echoes }: { days: Days; echoes: Schemas["Echo"][] }) {
  const { t } = useTranslation("endings");
  const me = useMe();
  const { first } = usePair();
  const [isWriting, setWriting] = useState(false);
  const mine = echoes.find(({ author_id }) => author_id === me.person_id);
  const theirs = echoes.find(({ author_id }) => author_id !== me.person_id);
  return (
    <section className={classes.echo}>
      <h3>{t("echo.days", { count: days })}</h3>
      {theirs && (
        <figure className={classes.chosen}>
          <figcaption className={classes.quiet}>{first}</figcaption>
          <p>{theirs.line}</p>
        </figure>
      )}
      {mine && !isWriting ? (
        <figure className={classes.chosen}>
          <figcaption className={classes.quiet}>{t("you")}</figcaption>
          <p>{mine.line}</p>
          <div>
            <Button variant="default" size="compact-sm" onClick={() => setWriting(true)}>
              {t("echo.change")}
            </Button>
          </div>
        </figure>
      ) : (
        <Form days={days} line={mine?.line ?? ""} close={() => setWriting(false)} />
      )}
    </section>
  );
}

function Form({ days, line: before, close }: { days: Days; line: string; close: () => void }) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const [line, setLine] = useState(before);
  const [isSending, setSending] = useState(false);
  const send = useFarewell();
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    const refocus = titleAround(event.currentTarget);
    setSending(true);
    const params = { path: { pair_id: pair.pair_id, days } };
    const isSent = await send(t("echo.said", { name: first }), () =>
      http.PUT("/v1/pairs/{pair_id}/echo/{days}", { params, body: { line } }),
    );
    setSending(false);
    refocus();
    if (isSent) close();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        label={t("echo.question", { name: first })}
        autosize
        minRows={2}
        maxLength={LINE}
        value={line}
        onChange={(event) => setLine(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" disabled={!line.trim()} loading={isSending}>
          {t("echo.send")}
        </Button>
      </div>
    </form>
  );
}
