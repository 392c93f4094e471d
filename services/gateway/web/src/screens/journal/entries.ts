/** What the screens of the journal share: its kinds and levels in words, and the reader's calendar. */

import { api, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useInWords } from "../../parts/in-words";

export type Entry = Schemas["libs__common__contracts__entries__Entry"];
export type EntryKind = Schemas["EntryKind"];
export type Level = Schemas["Level"];
export type Pair = Schemas["Pair"];

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Kinds {
  kinds: Schemas["KindShown"][];
  levels: Schemas["LevelShown"][];
  nameOf: (kind: EntryKind) => string;
}

export function useKinds(): Kinds {
  const inWords = useInWords();
  const { data } = api.useQuery("get", "/v1/journal/kinds", {}, { staleTime: DAY_MS });
  const kinds = data?.kinds ?? [];
  return {
    kinds,
    levels: data?.levels ?? [],
    nameOf: (kind) => inWords(kinds.find((one) => one.kind === kind)?.words),
  };
}

/** Pairs with whom something can be shared: those that go on. */
export function useLivingPairs(): Pair[] {
  const { data } = api.useQuery("get", "/v1/pairs");
  return data?.data.filter(({ ended_at }) => !ended_at) ?? [];
}

/** Today as the reader's calendar says, `2026-05-03`; or so many days away from it. */
export function useDays(): (away?: number) => string {
  const { time_zone: timeZone } = useMe();
  return (away = 0) => new Intl.DateTimeFormat("sv", { timeZone }).format(Date.now() + away * DAY_MS);
}

/** Two colours for the two ways, from the reader's side: what the other learned is what the reader taught. */
export function toneOf(kind: EntryKind, isMine: boolean): "teach" | "learn" | undefined {
  if (kind === "gave" || kind === "feedback-given") return isMine ? "teach" : "learn";
  if (kind === "learned-from-you" || kind === "question-to-bring") return isMine ? "learn" : "teach";
  return undefined;
}
