/** From a wish to people: what a sentence speaks of, and who could help. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { http, type Schemas } from "../api/client";
import type { Request } from "./asked";
import type { Direction } from "./directions";
import { useIdempotencyKey } from "./idempotency-key";
import { sent } from "./sent";

type Words = Schemas["FoundTopics"]["topics"][number];

const MOST = 10;

export interface Suggesting {
  /** Topics of a sentence, by their names in every language. */
  understand: (sentence: string) => Promise<Words[] | undefined>;
  /** A request that names nobody: its suggestions come with it, or soon after. */
  suggest: (topics: readonly string[], direction: Direction) => Promise<Request | undefined>;
  /** The first of these ways on which there is somebody, else the last. */
  suggestSomehow: (topics: readonly string[], directions: readonly Direction[]) => Promise<Request | undefined>;
  isBusy: boolean;
  error: unknown;
}

export function useSuggesting(): Suggesting {
  const client = useQueryClient();
  const withKey = useIdempotencyKey();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const tried = async <Result,>(work: () => Promise<Result>) => {
    setBusy(true);
    setError(undefined);
    try {
      return await work();
    } catch (problem) {
      setError(problem);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const find = async (topics: readonly string[], direction: Direction) => {
    const body = { topics: topics.slice(0, MOST), direction };
    const call = (key: string) =>
      http.POST("/v1/requests", { params: { header: { "Idempotency-Key": key, Prefer: "wait=10" } }, body });
    return await sent(withKey(body, call));
  };
  const reread = () => client.invalidateQueries({ queryKey: ["get", "/v1/requests"] });
  return {
    isBusy,
    error,
    understand: (text) =>
      tried(async () => (await sent(http.POST("/v1/topics/found", { body: { text } })))?.topics ?? []),
    suggest: (topics, direction) =>
      tried(async () => {
        const request = await find(topics, direction);
        await reread();
        return request;
      }),
    suggestSomehow: (topics, directions) =>
      tried(async () => {
        let request: Request | undefined;
        for (const direction of directions) {
          request = await find(topics, direction);
          if (request && request.suggestions.length > 0) break;
        }
        await reread();
        return request;
      }),
  };
}
