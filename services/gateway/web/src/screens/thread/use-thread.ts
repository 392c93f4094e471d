/** The messages of a pair as they are here: what was read, and what is on its way. */

import { useEffect, useState } from "react";
import { api, http, once, problemOf, type Problem, type Schemas } from "../../api/client";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";

export type Message = Schemas["Message"];

/** Shown at once, and kept with its words until it is there. */
export interface Outgoing {
  key: string;
  text: string;
  problem?: Problem;
}

export interface ThreadHere {
  pairId: string;
  isRead: boolean;
  error: unknown;
  messages: readonly Message[];
  outgoing: readonly Outgoing[];
  canWrite: boolean;
  /** How far was read when this was opened. */
  readBefore: number;
  older: (() => void) | undefined;
  write: (text: string, key?: string) => Promise<void>;
}

const PAGE = 50;

export function useThread(pairId: string): ThreadHere {
  const path = { pair_id: pairId };
  const { data, error, hasNextPage, fetchNextPage } = api.useInfiniteQuery(
    "get",
    "/v1/pairs/{pair_id}/thread",
    { params: { path, query: { limit: PAGE } } },
    {
      pageParamName: "before",
      initialPageParam: null,
      getNextPageParam: ({ messages }) => {
        const first = messages[0]?.number ?? 1;
        return first > 1 ? first : null;
      },
    },
  );
  const [outgoing, setOutgoing] = useState<readonly Outgoing[]>([]);
  const [readBefore, setReadBefore] = useState<number>();
  const reread = useReread();
  const newest = data?.pages[0];
  const messages = data ? data.pages.toReversed().flatMap((page) => page.messages) : [];
  const last = newest?.messages.at(-1)?.message_id;
  const isUnread = (newest?.unread ?? 0) > 0;

  if (newest && readBefore === undefined) setReadBefore(newest.read_up_to);
  useEffect(() => {
    if (!last || !isUnread || document.hidden) return;
    const read = http.PUT("/v1/pairs/{pair_id}/thread/read", {
      params: { path: { pair_id: pairId } },
      body: { message_id: last },
    });
    // Not marked is marked with the next message: nobody has to hear of it.
    void read.then(() => reread("/v1/pairs/{pair_id}/thread"));
  }, [pairId, last, isUnread]);

  const write = async (text: string, key = once()) => {
    setOutgoing((all) => [...all.filter((one) => one.key !== key), { key, text }]);
    try {
      await sent(
        http.POST("/v1/pairs/{pair_id}/thread", {
          params: { path, header: { "Idempotency-Key": key } },
          body: { text },
        }),
      );
      await reread("/v1/pairs/{pair_id}/thread");
      setOutgoing((all) => all.filter((one) => one.key !== key));
    } catch (failure) {
      const problem = problemOf(failure);
      setOutgoing((all) => all.map((one) => (one.key === key ? { ...one, problem } : one)));
    }
  };

  return {
    pairId,
    isRead: data !== undefined,
    error,
    messages,
    outgoing,
    canWrite: newest?.can_write ?? false,
    readBefore: readBefore ?? 0,
    older: hasNextPage ? () => void fetchNextPage() : undefined,
    write,
  };
}
