import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { useKeys } from "../../parts/key";
import classes from "./messages.module.css";
import { Readers } from "../../parts/readers";
import { useWhen } from "../../parts/when";

type Thread = Schemas["Thread"];
type Message = Schemas["Message"];

interface MessagesProps {
  thread: Thread;
  /** What the other one is called. */
  name: string;
  write: (text: string, key: string) => Promise<unknown>;
  remove: (messageId: string) => Promise<unknown>;
  markRead: (messageId: string) => Promise<unknown>;
}

/** What two write to each other, the newest last. Who has read what is not shown. */
export function Messages({ thread, name, write, remove, markRead }: MessagesProps) {
  const { t } = useTranslation("requests");
  const newest = thread.messages.at(-1)?.message_id;
  const end = useRef<HTMLDivElement>(null);
  const { unread } = thread;
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
    // Not read is a mark that waits for the next time.
    if (newest && unread > 0) void markRead(newest).catch(() => undefined);
    // Only what is new is read; the call itself is another one each time.
  }, [newest, unread]);
  return (
    <div className={classes.thread}>
      {thread.messages.length === 0 && <p className={classes.quiet}>{t("thread-none", { name })}</p>}
      <ol className={classes.messages}>
        {thread.messages.map((message) => (
          <One key={message.message_id} message={message} name={name} remove={remove} />
        ))}
      </ol>
      <div ref={end} />
      {thread.can_write ? <Write name={name} write={write} /> : <p className={classes.quiet}>{t("thread-over")}</p>}
    </div>
  );
}

function One({ message, name, remove }: { message: Message; name: string; remove: MessagesProps["remove"] }) {
  const { t } = useTranslation("requests");
  const me = useMe();
  const undo = useUndo();
  const { moment } = useWhen();
  const [isRemoved, setRemoved] = useState(message.is_deleted);
  const isMine = message.author_id === me.person_id;
  const takeAway = () => {
    setRemoved(true);
    undo.later({
      words: t("message-removed"),
      send: () => remove(message.message_id),
      takeBack: () => setRemoved(false),
    });
  };
  const isGone = isRemoved || message.is_deleted;
  return (
    <li data-mine={isMine || undefined}>
      <p className={classes.who}>
        <strong>{isMine ? t("you") : name}</strong> <time dateTime={message.at}>{moment(message.at)}</time>
      </p>
      <p className={isGone ? classes.gone : classes.words}>{isGone ? t("message-gone") : message.text}</p>
      {isMine && !isGone && (
        <button type="button" className={classes.remove} onClick={takeAway}>
          {t("message-remove")}
        </button>
      )}
    </li>
  );
}

function Write({ name, write }: { name: string; write: MessagesProps["write"] }) {
  const { t } = useTranslation("requests");
  const undo = useUndo();
  const keys = useKeys();
  const [text, setText] = useState("");
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = async () => {
    const words = text.trim();
    if (!words || isSending) return;
    setSending(true);
    const isDone = await undo.now({
      words: t("message-sent"),
      send: () =>
        write(words, keys.of(words)).catch((error: unknown) => {
          keys.renewAfter(error);
          throw error;
        }),
    });
    setSending(false);
    if (!isDone) return;
    // The same words again are a new message.
    keys.of("");
    setText("");
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void send();
  };
  return (
    <form className={classes.write} onSubmit={submit}>
      <Textarea
        ref={field}
        size="md"
        label={t("message-to", { name })}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div className={classes.row}>
        <Button type="submit" loading={isSending} disabled={!text.trim()}>
          {t("message-send")}
        </Button>
        <Readers who="pair" name={name} />
      </div>
    </form>
  );
}
