import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePair } from "../pair/pair-context";
import classes from "./thread.module.css";
import type { ThreadHere } from "./use-thread";

const LONGEST = 2000;

/** Shown among the others at once. What is not sent yet stays in this tab. */
export function Write({ thread }: { thread: ThreadHere }) {
  const { t } = useTranslation("thread");
  const { first } = usePair();
  const draft = `bothways.draft.${thread.pairId}`;
  const [text, setText] = useState(() => sessionStorage.getItem(draft) ?? "");
  const change = (words: string) => {
    setText(words);
    sessionStorage.setItem(draft, words);
  };
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    void thread.write(text.trim());
    change("");
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send(event);
  };
  return (
    <form className={classes.write} onSubmit={send}>
      <Textarea
        aria-label={t("write-label", { name: first })}
        placeholder={t("write-label", { name: first })}
        rows={3}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div>
        <p className={classes.quiet}>{t("help", { name: first })}</p>
        <Button type="submit" disabled={!text.trim()}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
