import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Form } from "../../parts/form";
import { ofPair } from "../../parts/of-pair";
import { Readers } from "../../parts/readers";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import { useFarewell } from "./use-farewell";
import classes from "./farewell.module.css";

const LETTER = 4_000;

/** A closing letter each. The other reads it once both have written, or the pair was completed. */
export function Letters({ farewell }: { farewell: Schemas["FarewellShown"] }) {
  const { t } = useTranslation("endings");
  const me = useMe();
  const { pair, first } = usePair();
  const [isWriting, setWriting] = useState(false);
  const mine = farewell.letters.find(({ author_id }) => author_id === me.person_id);
  const theirs = farewell.letters.find(({ author_id }) => author_id !== me.person_id);
  const isRead = pair.ending === "completed" || Boolean(mine && theirs);
  if (!mine && !theirs && !farewell.is_open) return null;
  return (
    <Card title={t("letter.title")} aside={<Readers who={isRead ? "pair" : "mine"} name={first} />}>
      {theirs && <Letter letter={theirs} title={t("letter.from", { name: first })} />}
      {mine && !isWriting && <Letter letter={mine} title={t("letter.mine")} />}
      {farewell.is_open && (!mine || isWriting) && (
        <Writing text={mine?.text ?? ""} isRead={isRead} close={mine && (() => setWriting(false))} />
      )}
      {farewell.is_open && mine && !isWriting && (
        <div>
          <Button variant="default" size="compact-md" onClick={() => setWriting(true)}>
            {t("letter.change")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Letter({ letter: { text, at }, title }: { letter: Schemas["Letter"]; title: string }) {
  const { day } = useWhen();
  return (
    <article className={classes.letter}>
      <h3>{title}</h3>
      <p>{text}</p>
      <small className={classes.quiet}>{day(at)}</small>
    </article>
  );
}

interface WritingProps {
  text: string;
  isRead: boolean;
  close?: (() => void) | undefined;
}

function Writing({ text: before, isRead, close }: WritingProps) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const [text, setText] = useState(before);
  const send = useFarewell();
  const put = () => http.PUT("/v1/pairs/{pair_id}/closing-letter", { ...ofPair(pair.pair_id), body: { text } });
  return (
    <Form
      submit={t("letter.send")}
      isReady={Boolean(text.trim())}
      send={() => send(t("letter.said"), put)}
      close={close}
    >
      <Textarea
        label={t("letter.label", { name: first })}
        description={t(isRead ? "letter.read-at-once" : "letter.read-later", { name: first })}
        placeholder={t("letter.example")}
        autosize
        minRows={6}
        maxLength={LETTER}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Form>
  );
}
