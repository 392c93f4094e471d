/** What I say of myself stands on my record, above what my organisation says. */

import { http, type Schemas } from "../api/client";
import type { Me } from "../app/session";
import { conflictOf } from "./edit";
import { useReread } from "./reread";
import { sent } from "./sent";

export type OwnWord = Schemas["OwnProfile"];

const MOST_TOPICS = 50;

/** `version` is as `If-Match` has it. */
export function sayOfMe(body: OwnWord, version: string): Promise<Me | undefined> {
  return sent(http.PATCH("/v1/me", { params: { header: { "If-Match": version } }, body }));
}

/** Who I am is read again. */
export function useRereadMe(): () => Promise<unknown> {
  const reread = useReread();
  return () => reread("/v1/me");
}

/** These topics, too. Whatever was changed meanwhile stays: one more takes nothing away. */
export async function addTopics(me: Me, way: "gives" | "gets", topics: readonly string[]): Promise<void> {
  const known = new Set(me[way].map(({ topic }) => topic.toLowerCase()));
  const fresh = topics.filter((topic) => !known.has(topic.toLowerCase()));
  if (fresh.length === 0) return;
  const all = [...me[way], ...fresh.map((topic) => ({ topic }))].slice(0, MOST_TOPICS);
  try {
    await sayOfMe({ [way]: all }, `"${me.version}"`);
  } catch (error) {
    const current = conflictOf<Me>(error);
    if (!current) throw error;
    await addTopics(current, way, topics);
  }
}
