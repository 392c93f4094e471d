/** What was written and has not arrived yet: kept in this browser until it has, also where the tab is closed.

Apart from the other things that are remembered: those may go with a new build or after a week, and words may not. */

import { onlineManager, useMutationState, type MutationOptions, type MutationState } from "@tanstack/react-query";
import { createStore, del, set, values } from "idb-keyval";
import { useEffect } from "react";
import { http, problemOf, type Problem, type Schemas } from "../api/client";
import { sent } from "../parts/sent";
import { useMe } from "./session";
import { isPassing, queries } from "./store";

export type Draft =
  | Schemas["MineDraft"]
  | Schemas["PairDraft"]
  | Schemas["SealedDraft"]
  | Schemas["LetterDraft"];

export interface Outgoing {
  /** The Idempotency-Key, made when the writing began: however often it is sent, it arrives once. */
  key: string;
  author_id: string;
  written_at: string;
  draft: Draft;
}

export interface Waiting {
  one: Outgoing;
  /** Why it did not arrive, where trying again by itself would not help. */
  problem: Problem | undefined;
  /** It is on its way for the first time: nothing is wrong. */
  isFirstTry: boolean;
}

const OUTGOING = ["outgoing"] as const;
const LONGEST_PAUSE_MS = 60_000;

const waiting = createStore("bothways-waiting", "entries");

const SENDING: MutationOptions<void, unknown, Outgoing> = {
  mutationKey: OUTGOING,
  mutationFn: async ({ key, author_id, draft }) => {
    await requireStillHere(author_id);
    const header = { "Idempotency-Key": key };
    const entry = await sent(http.POST("/v1/journal/entries", { params: { header }, body: draft }));
    // Only what is certainly there is let go of here.
    if (!entry) throw new Error("no entry came back");
    await del(key, waiting);
  },
  onSuccess: () => queries.invalidateQueries(),
  gcTime: Infinity,
  retry: (_, error) => isPassing(error),
  retryDelay: (count) => Math.min(1_000 * 2 ** count, LONGEST_PAUSE_MS),
};

/** Throws where the session is somebody else's by now: another tab may have changed it under this one. */
async function requireStillHere(personId: string): Promise<void> {
  const me = await sent(http.GET("/v1/me"));
  const other: Partial<Problem> = { status: 401, code: "somebody-else", title: "" };
  if (me?.person_id !== personId) throw other;
}

/** Keeps it here and sends it, perhaps once more: at once, or when there is a way again. */
export async function post(one: Outgoing): Promise<void> {
  // A browser that keeps nothing is no reason not to send it.
  await set(one.key, one, waiting).catch(() => undefined);
  forget(one.key);
  start(one);
}

/** It does not go out any more. */
export async function takeBack({ key }: Outgoing): Promise<void> {
  forget(key);
  await del(key, waiting);
}

/** What of this person waits goes on its way; of anybody else nothing is sent. */
export function useOutbox(): void {
  const { person_id } = useMe();
  useEffect(() => {
    // It believes to be online until it hears otherwise.
    onlineManager.setOnline(navigator.onLine);
    void sendWaiting(person_id);
  }, [person_id]);
}

/** Mine that has not arrived, the newest first. */
export function useWaiting(): Waiting[] {
  const { person_id } = useMe();
  const states = useMutationState({
    filters: { mutationKey: OUTGOING },
    select: ({ state }) => state as MutationState<unknown, unknown, Outgoing>,
  });
  const mine = states.flatMap(({ status, variables: one, error, isPaused, failureCount }): Waiting[] =>
    one?.author_id === person_id && status !== "success"
      ? [{ one, problem: error ? problemOf(error) : undefined, isFirstTry: !isPaused && failureCount === 0 }]
      : [],
  );
  return mine.sort((one, other) => other.one.written_at.localeCompare(one.one.written_at));
}

async function sendWaiting(personId: string): Promise<void> {
  const kept = await values<Outgoing>(waiting).catch(() => []);
  for (const one of kept.filter(({ author_id }) => author_id === personId)) {
    if (found(one.key)?.state.status === "pending") continue;
    forget(one.key);
    start(one);
  }
}

function start(one: Outgoing): void {
  // How it went is in its state.
  queries.getMutationCache().build(queries, SENDING).execute(one).catch(() => undefined);
}

function found(key: string) {
  const isIt = (variables: unknown) => (variables as Outgoing | undefined)?.key === key;
  return queries.getMutationCache().find({ mutationKey: OUTGOING, predicate: ({ state }) => isIt(state.variables) });
}

function forget(key: string): void {
  const mutation = found(key);
  if (mutation) queries.getMutationCache().remove(mutation);
}
