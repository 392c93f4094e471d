import { IconArrowDown, IconArrowUp, IconFlask, IconHeart, IconNotebook } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useWhen } from "../../parts/when";
import classes from "./entry.module.css";
import type { Lane } from "./moments";
import { usePair } from "./pair-context";

export type EntryKind = keyof typeof ICONS;

const ICONS = {
  taught: IconArrowUp,
  learnt: IconArrowDown,
  thanked: IconHeart,
  tried: IconFlask,
  noted: IconNotebook,
};

/** Who did what, and when. */
export function EntryHead({ kind, lane, at }: { kind: EntryKind; lane: Lane; at: string }) {
  const { t } = useTranslation("pairs");
  const { first } = usePair();
  const { ago, day } = useWhen();
  const Icon = ICONS[kind];
  return (
    <header className={classes.head}>
      <Icon size={17} aria-hidden="true" />
      <h3>{t(`kind.${lane}.${kind}`, { name: first })}</h3>
      <time dateTime={at} title={day(at)}>
        {ago(at)}
      </time>
    </header>
  );
}
