import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Form } from "../../parts/form";
import { Readers } from "../../parts/readers";
import { Said } from "../../parts/said";
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
        <Said who={first}>
          <p>{theirs.line}</p>
        </Said>
      )}
      {mine && !isWriting ? (
        <Said who={t("you")}>
          <p>{mine.line}</p>
          <div>
            <Button variant="default" size="compact-sm" onClick={() => setWriting(true)}>
              {t("echo.change")}
            </Button>
          </div>
        </Said>
      ) : (
        <Writing days={days} line={mine?.line ?? ""} close={mine && (() => setWriting(false))} />
      )}
    </section>
  );
}

interface WritingProps {
  days: Days;
  line: string;
  close?: (() => void) | undefined;
}

function Writing({ days, line: before, close }: WritingProps) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const [line, setLine] = useState(before);
  const send = useFarewell();
  const params = { path: { pair_id: pair.pair_id, days } };
  const put = () => http.PUT("/v1/pairs/{pair_id}/echo/{days}", { params, body: { line } });
  return (
    <Form
      submit={t("echo.send")}
      isReady={Boolean(line.trim())}
      send={() => send(t("echo.said", { name: first }), put)}
      close={close}
    >
      <Textarea
        label={t("echo.question", { name: first })}
        autosize
        minRows={2}
        maxLength={LINE}
        value={line}
        onChange={(event) => setLine(event.currentTarget.value)}
      />
    </Form>
  );
}
