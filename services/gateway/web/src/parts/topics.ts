/** Topics in the reader's language, whoever wrote them in which. */

import { useQueries } from "@tanstack/react-query";
import { http, type Schemas } from "../api/client";
import { gathered } from "./gathered";
import { useInWords } from "./in-words";
import { sent } from "./sent";

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many the gateway takes at once. */
const MOST = 100;

const wordsOf = gathered<Schemas["TopicInWords"]["words"]>(MOST, async (topics) => {
  const found = await sent(http.POST("/v1/topics/words", { body: { topics } }));
  return new Map(found?.data.map(({ topic, words }) => [topic, words]));
});

/** What these are called, in their order; as they were written while nobody knows. */
export function useTopics(topics: readonly string[]): string[] {
  const inWords = useInWords();
  const found = useQueries({
    queries: topics.map((topic) => ({
      queryKey: ["topic", topic],
      queryFn: () => wordsOf(topic),
      staleTime: DAY_MS,
      retry: false,
    })),
  });
  return topics.map((topic, number) => inWords(found[number]?.data ?? undefined) || topic);
}
