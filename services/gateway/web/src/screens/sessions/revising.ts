/** An agenda of two: each deed is done to the newest one, so that neither undoes what the other did; or it is not done. */

import { http, problemOf, type Schemas } from "../../api/client";
import { sent } from "../../parts/sent";
import { pathOf, readAgain, type Session } from "./session-context";

export type Item = Schemas["AgendaItem"];
/** Nothing where it would undo what the other did. */
type Deed = (items: readonly Item[]) => readonly Item[] | undefined;

const TRIES = 3;

/** The other was faster at the very same line. */
export class Overtaken extends Error {
  constructor(
    /** As it stands now. */
    readonly session: Session,
  ) {
    super("overtaken");
  }
}

/** Throws `Overtaken`. */
export async function revise(session: Session, deed: Deed): Promise<Session | undefined> {
  let now = session;
  for (let left = TRIES; ; left -= 1) {
    const items = deed(now.agenda);
    if (!items) throw new Overtaken(now);
    try {
      return await put(now, items);
    } catch (error) {
      if (left === 1 || problemOf(error).code !== "changed-meanwhile") throw error;
      now = (await readAgain(session)) ?? now;
    }
  }
}

function put(session: Session, items: readonly Item[]): Promise<Session | undefined> {
  return sent(
    http.PUT("/v1/pairs/{pair_id}/sessions/{session_id}/agenda", {
      params: { ...pathOf(session), header: { "If-Match": `"${session.version}"` } },
      body: { items: items.map(({ item_id, text, done }) => ({ item_id, text, done })) },
    }),
  );
}

export const ticked = (itemId: string, done: boolean): Deed => (items) =>
  items.map((item) => (item.item_id === itemId ? { ...item, done } : item));

/** Only of what it was `seen` to be: other words are the other's, and a line that is gone was struck. */
export const reworded = (itemId: string, text: string, seen: string): Deed => (items) =>
  items.some((item) => item.item_id === itemId && item.text === seen)
    ? items.map((item) => (item.item_id === itemId ? { ...item, text } : item))
    : undefined;

export const struck = (itemId: string): Deed => (items) => items.filter((item) => item.item_id !== itemId);

export const raised = (itemId: string): Deed => (items) => {
  const at = items.findIndex((item) => item.item_id === itemId);
  const [one, before] = [items[at], items[at - 1]];
  if (!one || !before) return items;
  return items.toSpliced(at - 1, 2, one, before);
};
