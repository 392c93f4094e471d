import { IconArrowUp, IconPencil, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { usePair } from "../pair/pair-context";
import classes from "./agenda.module.css";
import { raised, revise, struck, ticked, type Item } from "./revising";
import { useOneSession, useShowSession } from "./session-context";

interface AgendaItemProps {
  item: Item;
  isFirst: boolean;
  reword: () => void;
}

/** One thing to talk about. */
export function AgendaItem({ item: { item_id, author_id, text, done }, isFirst, reword }: AgendaItemProps) {
  const { t } = useTranslation("sessions");
  const me = useMe();
  const { first, pair } = usePair();
  const session = useOneSession();
  const show = useShowSession();
  const undo = useUndo();
  const [isStruck, setStruck] = useState(false);
  /** As it was ticked here, until the answer is there. */
  const [isTicked, setTicked] = useState<boolean>();

  const tick = async () => {
    setTicked(!done);
    const words = t(done ? "agenda.unticked" : "agenda.ticked");
    await undo.now({ words, send: async () => show(await revise(session, ticked(item_id, !done))) });
    setTicked(undefined);
  };
  const raise = () =>
    undo.now({ words: t("agenda.raised"), send: async () => show(await revise(session, raised(item_id))) });
  const strike = () => {
    setStruck(true);
    undo.later({
      words: t("agenda.struck"),
      takeBack: () => setStruck(false),
      send: async () => show(await revise(session, struck(item_id))),
    });
  };

  if (isStruck) return <p className={classes.quiet}>{t("agenda.struck")}</p>;
  const isDone = isTicked ?? done;
  return (
    <div className={classes.item} data-done={isDone || undefined}>
      <label>
        <input type="checkbox" checked={isDone} disabled={Boolean(pair.ended_at)} onChange={() => void tick()} />
        <span>
          {text} <small>{author_id === me.person_id ? t("agenda.by-you") : first}</small>
        </span>
      </label>
      {!pair.ended_at && (
        <div className={classes.tools}>
          {!isFirst && (
            <button type="button" aria-label={t("agenda.raise", { text })} onClick={() => void raise()}>
              <IconArrowUp size={18} />
            </button>
          )}
          <button type="button" aria-label={t("agenda.reword", { text })} onClick={reword}>
            <IconPencil size={18} />
          </button>
          <button type="button" aria-label={t("agenda.strike", { text })} onClick={strike}>
            <IconX size={18} />
          </button>
        </div>
      )}
    </div>
  );
}
