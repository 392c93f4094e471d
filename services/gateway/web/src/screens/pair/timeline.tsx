import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { entriesOf, ledgerOf } from "../../parts/of-pair";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { actionsOf, factsOf } from "../../parts/whole";
import { ExchangeEntry } from "./exchange-entry";
import { momentsOf, type Entry, type Moment } from "./moments";
import { NoteEntry } from "./note-entry";
import { usePair } from "./pair-context";
import { SessionMark } from "./session-mark";
import classes from "./timeline.module.css";

/** The product's signature: a lane for each of the two, and what went from one to the other, the newest first. */
export function Timeline() {
  const { t } = useTranslation("pairs");
  const { first } = usePair();
  const { moments: found, error, older } = useMoments();
  // Many: they are drawn between what somebody does meanwhile.
  const moments = useDeferredValue(found);
  if (error && moments.length === 0) return <Trouble error={error} />;
  return (
    <section className={classes.timeline} aria-labelledby="timeline">
      <h2 id="timeline">{t("timeline.title")}</h2>
      <div className={classes.names} aria-hidden="true">
        <span>{t("timeline.you")}</span>
        <span>{first}</span>
      </div>
      <ol className={classes.moments}>
        {moments.map((moment) => (
          <li key={moment.key} data-lane={moment.lane} data-kind={moment.kind}>
            <One moment={moment} />
          </li>
        ))}
      </ol>
      {older && (
        <div>
          <Button variant="default" onClick={older}>
            {t("timeline.older")}
          </Button>
        </div>
      )}
    </section>
  );
}

function One({ moment }: { moment: Moment }) {
  const { t } = useTranslation("pairs");
  const { t: milestones } = useTranslation("milestones");
  const { pair, first } = usePair();
  switch (moment.kind) {
    case "exchange":
      return <ExchangeEntry exchange={moment.exchange} />;
    case "entry":
      return <NoteEntry kind={kindOf(moment.entry)} at={moment.at} lane={moment.lane} {...notedIn(moment.entry)} />;
    case "tried":
      return <NoteEntry kind="tried" at={moment.at} lane={moment.lane} text={moment.action.what} />;
    case "session":
      return <SessionMark session={moment.session} />;
    case "milestone": {
      const words = milestones(moment.milestone);
      return <Mark at={moment.at}>{moment.lane === "theirs" ? t("timeline.of", { name: first, words }) : words}</Mark>;
    }
    case "change":
      return <Mark at={moment.at}>{t(`change.${moment.change}`)}</Mark>;
    case "began":
      return <Mark at={moment.at}>{t(pair.since ? "timeline.recognised" : "timeline.began")}</Mark>;
    case "ended":
      return <Mark at={moment.at}>{t("timeline.ended")}</Mark>;
  }
}

function Mark({ at, children }: { at: string; children: string }) {
  const { ago } = useWhen();
  return (
    <p className={classes.mark}>
      {children} <time dateTime={at}>{ago(at)}</time>
    </p>
  );
}

function kindOf({ kind }: Entry): "learnt" | "taught" | "thanked" | "noted" {
  if (kind === "learned-from-you") return "learnt";
  if (kind === "gave") return "taught";
  return kind === "gratitude" ? "thanked" : "noted";
}

function notedIn({ text, entry_id }: Entry): { text: string; href: string } {
  return { text: text ?? "", href: `/journal/entries/${entry_id}` };
}

/** What is there already is shown, whatever else is still on its way. */
function useMoments(): { moments: Moment[]; error: unknown; older: (() => void) | undefined } {
  const { pair } = usePair();
  const { person_id: meId } = useMe();
  const ledger = useInfiniteQuery(ledgerOf(pair.pair_id));
  const actions = useQuery(actionsOf(pair.pair_id));
  const facts = useQuery(factsOf(pair.pair_id));
  const entries = useQuery(entriesOf(pair.pair_id));
  const moments = useMemo(
    () =>
      momentsOf({
        pair,
        meId,
        exchanges: ledger.data?.pages.flatMap((page) => page?.lines ?? []) ?? [],
        actions: actions.data?.data ?? [],
        entries: entries.data?.data ?? [],
        facts: facts.data?.data ?? [],
      }),
    [pair, meId, ledger.data, actions.data, entries.data, facts.data],
  );
  return { moments, error: ledger.error, older: ledger.hasNextPage ? () => void ledger.fetchNextPage() : undefined };
}
