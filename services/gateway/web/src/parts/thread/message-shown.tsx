import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { useWhen } from "../when";
import classes from "./thread.module.css";
import type { Message } from "./use-thread";

interface MessageShownProps {
  message: Message;
  /** What the other one is called. */
  name: string;
  remove: (messageId: string) => Promise<void>;
}

/** One of them; its author can take it away. */
export function MessageShown({ message, name, remove }: MessageShownProps) {
  const { t } = useTranslation("thread");
  const me = useMe();
  const { clock } = useWhen();
  const undo = useUndo();
  const [isTaken, setTaken] = useState(false);
  const isMine = message.author_id === me.person_id;
  const isGone = isTaken || message.is_deleted;

  const take = () => {
    setTaken(true);
    undo.later({ words: t("deleted"), takeBack: () => setTaken(false), send: () => remove(message.message_id) });
  };

  return (
    <li className={classes.message} data-mine={isMine || undefined} data-gone={isGone || undefined}>
      <p>{isGone ? t("deleted") : message.text}</p>
      <footer>
        <span>{isMine ? t("you") : name}</span>
        <time dateTime={message.at}>{clock(message.at)}</time>
        {isMine && !isGone && (
          <button type="button" aria-label={t("delete-this", { text: message.text.slice(0, 60) })} onClick={take}>
            {t("delete")}
          </button>
        )}
      </footer>
    </li>
  );
}
