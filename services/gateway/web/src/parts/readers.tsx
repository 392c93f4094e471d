import { IconHourglassLow, IconLock, IconShieldLock, IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./readers.module.css";
import { useWhen } from "./when";

interface ReadersProps {
  /** `mine`: I alone. `sealed`: I alone, the house neither. `pair`: the two. `sealed-until`: the two, from a day on. */
  who: "mine" | "sealed" | "pair" | "sealed-until";
  /** What the other one is called; "both of you" where it is left out. */
  name?: string | undefined;
  /** Of `sealed-until`. */
  day?: string | null | undefined;
}

const ICONS = { mine: IconLock, sealed: IconShieldLock, pair: IconUsers, "sealed-until": IconHourglassLow };

/** Beside everything that somebody writes: who can read it. */
export function Readers({ who, name, day }: ReadersProps) {
  const { t } = useTranslation("readers");
  const { date } = useWhen();
  const Icon = ICONS[who];
  const both = name ? t("you-and", { name }) : t("both");
  const words = {
    mine: t("mine"),
    sealed: t("sealed"),
    pair: both,
    "sealed-until": day ? t("from-day", { both, day: date(day) }) : both,
  };
  return (
    <span className={classes.readers} data-who={who} title={t("who-reads")}>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      <span>{words[who]}</span>
    </span>
  );
}
