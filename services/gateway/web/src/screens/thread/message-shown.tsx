import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./thread.module.css";
import type { Message } from "./use-thread";

/** One of them; its author can take it away. */
export function MessageShown({ message, pairId }: { message: Message; pairId: string }) {
  const { t } = useTranslation("thread");
  const me = useMe();
  const { first } = usePair();
  const { clock } = useWhen();
  const undo = useUndo();
  const reread = useReread();
  const [isTaken, setTaken] = useState(false);
  const isMine = message.author_id === me.person_id;
  const isGone = isTaken || message.is_deleted;

  const take = () => {
    setTaken(true);
    undo.later({
      words: t("deleted"),
      takeBack: () => setTaken(false),
      send: async () => {
        await sent(
          http.DELETE("/v1/pairs/{pair_id}/thread/{message_id}", {
            params: { path: { pair_id: pairId, message_id: message.message_id } },
          }),
        );
        await reread("/v1/pairs/{pair_id}/thread");
      },
    });
  };

  return (
    <li className={classes.message} data-mine={isMine || undefined} data-gone={isGone || undefined}>
      <p>{isGone ? t("deleted") : message.text}</p>
      <footer>
        <span>{isMine ? t("you") : first}</span>
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
