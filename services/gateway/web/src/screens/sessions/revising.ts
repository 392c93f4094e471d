/** An agenda of two: each deed is done to the newest one, so that neither undoes what the other did. */

import { http, problemOf, type Schemas } from "../../api/client";
import { sent } from "../../parts/sent";
import { pathOf, readAgain, type Session } from "./session-context";

export type Item = Schemas["AgendaItem"];
type Deed = (items: readonly Item[]) => readonly Item[];

const TRIES = 3;

export async function revise(session: Session, deed: Deed): Promise<Session | undefined> {
  let now = session;
  for (let left = TRIES; ; left -= 1) {
    try {
      return await put(now, deed(now.agenda));
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

export const reworded = (itemId: string, text: string): Deed => (items) =>
  items.map((item) => (item.item_id === itemId ? { ...item, text } : item));

export const struck = (itemId: string): Deed => (items) => items.filter((item) => item.item_id !== itemId);

export const raised = (itemId: string): Deed => (items) => {
  const at = items.findIndex((item) => item.item_id === itemId);
  const [one, before] = [items[at], items[at - 1]];
  if (!one || !before) return items;
  return items.toSpliced(at - 1, 2, one, before);
};
