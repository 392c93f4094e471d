import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useUndo } from "../../app/undo";
import { usePair } from "../pair/pair-context";
import { useAddToAgenda } from "./agenda";
import classes from "./agenda.module.css";
import { Overtaken, revise, reworded, type Item } from "./revising";
import { useOneSession, useShowSession } from "./session-context";

export interface Reworded {
  itemId: string;
  /** As the line was when somebody began to reword it. */
  before: string;
  text: string;
}

interface RewordingProps {
  rewording: Reworded;
  /** The line as it is now; undefined where the other struck it. */
  item: Item | undefined;
  set: (rewording: Reworded | undefined) => void;
}

/** A line while it is reworded. What the other made of it meanwhile stands beside it, and one of the two is chosen. */
export function Rewording({ rewording, item, set }: RewordingProps) {
  const { t } = useTranslation("sessions");
  const { first } = usePair();
  const { text, before, itemId } = rewording;
  const session = useOneSession();
  const show = useShowSession();
  const undo = useUndo();
  const addAgain = useAddToAgenda();
  const [isSending, setSending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const isMeanwhile = item && item.text !== before;

  const reword = async (seen: string) => {
    const words = t("agenda.reworded");
    try {
      const saved = await revise(session, reworded(itemId, text.trim(), seen));
      return undo.now({ words, send: () => show(saved) });
    } catch (error) {
      if (!(error instanceof Overtaken)) return undo.now({ words, send: () => Promise.reject(error) });
      await show(error.session);
      return false;
    }
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    setSending(true);
    const isSaved = item ? await reword(item.text) : await addAgain(text);
    if (isSaved) set(undefined);
    setSending(false);
  };

  return (
    <form className={classes.rewording} onSubmit={(event) => void save(event)}>
      {isMeanwhile && (
        <p role="status">
          {t("agenda.meanwhile", { name: first })} <strong>{item.text}</strong>
        </p>
      )}
      {!item && <p role="status">{t("agenda.meanwhile-struck", { name: first })}</p>}
      <TextInput
        ref={input}
        aria-label={t("agenda.wording")}
        value={text}
        maxLength={300}
        onChange={(event) => set({ ...rewording, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === "Escape" && set(undefined)}
      />
      <div>
        <Button type="submit" size="compact-md" loading={isSending} disabled={!text.trim()}>
          {t(!item ? "agenda.add-again" : isMeanwhile ? "agenda.keep-mine" : "agenda.save")}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => set(undefined)}>
          {t(isMeanwhile ? "agenda.take-theirs" : "agenda.leave")}
        </Button>
      </div>
    </form>
  );
}
