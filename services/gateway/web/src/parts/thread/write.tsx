import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import classes from "./thread.module.css";
import type { ThreadHere } from "./use-thread";

const LONGEST = 2000;

/** Shown among the others at once. What is not sent yet stays in this tab. */
export function Write({ thread, name }: { thread: ThreadHere; name: string }) {
  const { t } = useTranslation("thread");
  const { person_id } = useMe();
  const draft = `bothways.draft.${person_id}.${thread.id}`;
  const [text, setText] = useState(() => sessionStorage.getItem(draft) ?? "");
  const input = useRef<HTMLTextAreaElement>(null);
  const change = (words: string) => {
    setText(words);
    sessionStorage.setItem(draft, words);
  };
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    void thread.write(text.trim());
    change("");
    input.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send(event);
  };
  return (
    <form className={classes.write} onSubmit={send}>
      <Textarea
        ref={input}
        aria-label={t("write-label", { name })}
        placeholder={t("write-label", { name })}
        rows={3}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div>
        <p className={classes.quiet}>{t("help", { name })}</p>
        <Button type="submit" disabled={!text.trim()}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
