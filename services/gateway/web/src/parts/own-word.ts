/** What I say of myself stands on my record, above what my organisation says. */

import { useQueryClient } from "@tanstack/react-query";
import { api, http, problemOf, type Schemas } from "../api/client";
import type { Me } from "../app/session";
import { has } from "./editing";
import { sent } from "./sent";

export type OwnWord = Schemas["OwnProfile"];

const MOST_TOPICS = 50;
const { queryKey } = api.queryOptions("get", "/v1/me");

/** As the gateway sends it where somebody was faster. */
export const isMe = has<Me>("person_id", "said_by", "version");

export function useOwnWord() {
  const client = useQueryClient();
  /** `version` is as `If-Match` has it. Whatever comes of it, what is shown is me as I am now. */
  const say = async (body: OwnWord, version: string) => {
    const call = http.PATCH("/v1/me", { params: { header: { "If-Match": version } }, body });
    try {
      client.setQueryData(queryKey, await sent(call));
    } catch (error) {
      const { current } = problemOf(error);
      if (isMe(current)) client.setQueryData(queryKey, current);
      throw error;
    }
  };
  /** These topics, too. Whatever was changed meanwhile stays: one more takes nothing away. */
  const add = async (me: Me, way: "gives" | "gets", topics: readonly string[]): Promise<void> => {
    const known = new Set(me[way].map(({ topic }) => topic.toLowerCase()));
    const fresh = topics.filter((topic) => !known.has(topic.toLowerCase()));
    if (fresh.length === 0) return;
    const all = [...me[way], ...fresh.map((topic) => ({ topic }))].slice(0, MOST_TOPICS);
    try {
      await say({ [way]: all }, `"${me.version}"`);
    } catch (error) {
      const { current } = problemOf(error);
      if (!isMe(current)) throw error;
      await add(current, way, topics);
    }
  };
  return { say, add };
}
