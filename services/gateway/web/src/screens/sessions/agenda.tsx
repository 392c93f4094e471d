import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Readers } from "../../parts/readers";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";
import { AgendaItem } from "./agenda-item";
import { Rewording, type Reworded } from "./rewording";
import { pathOf, useOneSession, useShowSession } from "./session-context";
import classes from "./agenda.module.css";

/** What the two want to talk about. Both add, tick, reword and strike, at the same time too. */
export function Agenda() {
  const { t } = useTranslation("sessions");
  const { pair, first } = usePair();
  const { agenda } = useOneSession();
  /** Kept here: somebody's words stay when the other strikes the line meanwhile. */
  const [rewording, setRewording] = useState<Reworded>();
  const list = useRef<HTMLOListElement>(null);
  const set = (next: Reworded | undefined) => {
    setRewording(next);
    if (!next) list.current?.focus();
  };
  const isStruck = rewording && !agenda.some(({ item_id }) => item_id === rewording.itemId);
  return (
    <Card title={t("agenda.title")} aside={<Readers who="pair" name={first} />}>
      {agenda.length === 0 && <p className={classes.quiet}>{t("agenda.none", { name: first })}</p>}
      <ol ref={list} tabIndex={-1} className={classes.items}>
        {agenda.map((item, number) => (
          <li key={item.item_id}>
            {rewording?.itemId === item.item_id ? (
              <Rewording rewording={rewording} item={item} set={set} />
            ) : (
              <AgendaItem
                item={item}
                isFirst={number === 0}
                reword={() => setRewording({ itemId: item.item_id, before: item.text, text: item.text })}
              />
            )}
          </li>
        ))}
      </ol>
      {isStruck && <Rewording rewording={rewording} item={undefined} set={set} />}
      {!pair.ended_at && <Add />}
    </Card>
  );
}

function Add() {
  const { t } = useTranslation("sessions");
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const add = useAddToAgenda();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || !(await add(text))) return;
    setText("");
    input.current?.focus();
  };
  return (
    <form className={classes.add} onSubmit={(event) => void send(event)}>
      <TextInput
        ref={input}
        aria-label={t("agenda.add-label")}
        placeholder={t("agenda.add-label")}
        value={text}
        maxLength={300}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()}>
        {t("agenda.add")}
      </Button>
    </form>
  );
}

/** Adds a line, which never gets in the way of what the other adds. */
export function useAddToAgenda(): (text: string) => Promise<boolean> {
  const { t } = useTranslation("sessions");
  const session = useOneSession();
  const withKey = useIdempotencyKey();
  const undo = useUndo();
  const show = useShowSession();
  return (text) => {
    const post = (key: string) => {
      const params = { ...pathOf(session), header: { "Idempotency-Key": key } };
      return http.POST("/v1/pairs/{pair_id}/sessions/{session_id}/agenda", { params, body: { text } });
    };
    return undo.now({ words: t("agenda.added"), send: async () => show(await sent(withKey(text, post))) });
  };
}
