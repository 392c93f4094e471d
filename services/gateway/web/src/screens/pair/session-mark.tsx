import { IconMessages } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useWhen } from "../../parts/when";
import { usePair } from "./pair-context";
import classes from "./timeline.module.css";

/** A talk of the two, across both lanes. */
export function SessionMark({ session }: { session: Schemas["HeldSession"] }) {
  const { t } = useTranslation("pairs");
  const { pair } = usePair();
  const { day } = useWhen();
  return (
    <Link href={`/pairs/${pair.pair_id}/sessions/${session.session_id}`} className={classes.session}>
      <IconMessages size={19} aria-hidden="true" />
      <strong>{t("timeline.session", { number: session.number })}</strong>
      <time dateTime={session.held_at}>{day(session.held_at)}</time>
    </Link>
  );
}
