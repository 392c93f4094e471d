import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { post, takeBack, useWaiting, type Outgoing, type Waiting } from "../../app/outbox";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useWhen } from "../../parts/when";
import { useOpened } from "../../sealing/keys";
import { keepDraft } from "./drafts";
import { useKinds, useLivingPairs } from "./entries";
import { EntryReaders } from "./entry-readers";
import classes from "./journal.module.css";

/** What has not arrived yet, with what to do about it. */
export function Unsent() {
  const { t } = useTranslation("journal");
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <Card title={t("unsent", { count: waiting.length })}>
      <ul className={classes.lines}>
        {waiting.map((one) => (
          <UnsentLine key={one.one.key} waiting={one} />
        ))}
      </ul>
    </Card>
  );
}

function UnsentLine({ waiting: { one, problem, isFirstTry } }: { waiting: Waiting }) {
  const { t } = useTranslation("journal");
  const { date } = useWhen();
  const { nameOf } = useKinds();
  const text = useText(one);
  const readers = useReaders(one);
  const deeds = useDeeds(one, text);
  const { draft } = one;
  return (
    <li className={classes.line}>
      <div className={classes.lineHead}>
        <h3>{nameOf(draft.kind)}</h3>
        <EntryReaders
          entry={{ level: draft.level, reader_ids: readers, opens_on: "opens_on" in draft ? draft.opens_on : null }}
        />
      </div>
      <p className={classes.beginning}>{text ?? t("sealed-here")}</p>
      <p className={classes.facts}>
        <time dateTime={draft.day}>{date(draft.day)}</time>
        <strong>{problem ? problem.title : t(isFirstTry ? "being-sent" : "waits")}</strong>
      </p>
      {problem && (
        <>
          <p>{problem.detail}</p>
          <div className={classes.deeds}>
            <Button size="compact-sm" variant="default" onClick={deeds.again}>
              {t("send-again")}
            </Button>
            {text !== undefined && (
              <Button size="compact-sm" variant="default" onClick={deeds.change}>
                {t("change")}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={deeds.discard}>
              {t("discard")}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function useText({ key, draft }: Outgoing): string | undefined {
  const { content } = useOpened(key, 0, "jwe" in draft ? draft.jwe : null);
  return "text" in draft ? draft.text : content?.text;
}

function useReaders({ author_id, draft }: Outgoing): string[] {
  const pairs = useLivingPairs();
  const pairId = draft.level === "pair" && draft.pair_id;
  const members = pairs.find(({ pair_id }) => pair_id === pairId)?.members.map(({ person_id }) => person_id);
  return members ?? [author_id];
}

function useDeeds(one: Outgoing, text: string | undefined): Record<"again" | "change" | "discard", () => void> {
  const { t } = useTranslation("journal");
  const [, go] = useLocation();
  const undo = useUndo();
  const { draft } = one;
  const change = async () => {
    await keepDraft({
      kind: draft.kind,
      level: draft.level,
      pairId: "pair_id" in draft ? (draft.pair_id ?? undefined) : undefined,
      day: draft.day,
      opensOn: "opens_on" in draft ? draft.opens_on : "",
      text: text ?? "",
      tags: "tags" in draft ? (draft.tags ?? []).join(", ") : "",
    });
    await takeBack(one);
    go("/journal/new");
  };
  const discard = async () => {
    await takeBack(one);
    undo.later({
      words: t("discarded"),
      send: () => Promise.resolve(),
      takeBack: () => void post(one),
    });
  };
  return {
    again: () => void post(one),
    change: () => void change(),
    discard: () => void discard(),
  };
}
