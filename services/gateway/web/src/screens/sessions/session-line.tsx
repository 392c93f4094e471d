import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";

/** One of the list: when, and what became of it. */
export function SessionLine({ session }: { session: Schemas["SessionLine"] }) {
  const { t } = useTranslation("sessions");
  const { pair } = usePair();
  const { moment, day } = useWhen();
  const facts = useFactsOf(session);
  const at = session.held_at ?? session.starts_at;
  return (
    <li data-state={session.state}>
      <Link href={`/pairs/${pair.pair_id}/sessions/${session.session_id}`}>
        <strong>{at ? (session.state === "held" ? day(at) : moment(at)) : t("session")}</strong>
        <span>{facts.join(" · ")}</span>
      </Link>
    </li>
  );
}

/** What is to know of a session, in short words. */
export function useFactsOf(session: Schemas["SessionLine"]): string[] {
  const { t } = useTranslation("sessions");
  const me = useMe();
  const { first } = usePair();
  const { ago } = useWhen();
  const { state, starts_at, minutes, channel, flipped, leads_id, number, lapsed_by } = session;
  const isLate = state === "planned" && starts_at && new Date(starts_at).getTime() < Date.now();
  const lapsedBy = lapsed_by ? (lapsed_by === me.person_id ? "you" : "other") : "nobody";
  const facts = [
    state === "held" && (number ? t("held-number", { number }) : t("held")),
    state === "cancelled" && t(`cancelled.${lapsedBy}`, { name: first }),
    state === "missed" && t(`missed.${lapsedBy}`, { name: first }),
    isLate && t("late"),
    state === "planned" && starts_at && !isLate && ago(starts_at),
    minutes && t("minutes", { count: minutes }),
    channel && t(`channel.${channel}`),
    state === "planned" && t(leads_id === me.person_id ? "you-lead" : "they-lead", { name: first }),
    flipped && t("flipped"),
  ];
  return facts.filter((fact) => typeof fact === "string");
}
