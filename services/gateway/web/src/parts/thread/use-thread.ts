/** The messages of two as they are here: what was read, and what is on its way. */

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { once, problemOf, type Problem, type Schemas } from "../../api/client";
import type { paths } from "../../api/schema";
import { useReread } from "../reread";
import { sent } from "../sent";

export type Message = Schemas["Message"];
type Page = Schemas["Thread"];

type Answer<Data> = Promise<{ data?: Data; error?: unknown }>;

/** Where the messages are, and what can be done there. */
export interface ThreadOf {
  /** Of the pair or the request. */
  id: string;
  path: keyof paths;
  read: (query: { limit: number; before?: number }) => Answer<Page>;
  write: (text: string, key: string) => Answer<Message>;
  remove: (messageId: string) => Answer<unknown>;
  /** Up to this one. */
  markRead: (messageId: string) => Answer<unknown>;
}

/** Shown at once, and kept with its words until it is there. */
export interface Outgoing {
  key: string;
  text: string;
  /** The number of the last message when it was sent. */
  after: number;
  problem?: Problem;
}

export interface ThreadHere {
  id: string;
  isRead: boolean;
  error: unknown;
  readAgain: () => unknown;
  messages: readonly Message[];
  outgoing: readonly Outgoing[];
  canWrite: boolean;
  /** How far was read when this was opened. */
  readBefore: number;
  older: (() => void) | undefined;
  write: (text: string, key?: string) => Promise<void>;
  remove: (messageId: string) => Promise<void>;
}

const PAGE = 50;

export function useThread(of: ThreadOf): ThreadHere {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["get", of.path, of.id],
    queryFn: ({ pageParam: before }) => sent(of.read({ limit: PAGE, ...(before ? { before } : {}) })),
    initialPageParam: 0,
    getNextPageParam: (page) => {
      const first = page?.messages[0]?.number ?? 1;
      return first > 1 ? first : null;
    },
  });
  const [outgoing, setOutgoing] = useState<readonly Outgoing[]>([]);
  const [readBefore, setReadBefore] = useState<number>();
  const reread = useReread();
  const newest = data?.pages[0];
  const messages = data ? data.pages.toReversed().flatMap((page) => page?.messages ?? []) : [];
  const last = newest?.messages.at(-1)?.message_id;
  const isUnread = (newest?.unread ?? 0) > 0;

  if (newest && readBefore === undefined) setReadBefore(newest.read_up_to);
  useEffect(() => {
    if (!last || !isUnread || document.hidden) return;
    // Not marked is marked with the next message: nobody has to hear of it.
    void of.markRead(last).then(() => reread(of.path));
    // Only what is new is marked; `of` is another one each time.
  }, [of.id, last, isUnread]);

  // What happens is told live: a message may be read before its own answer is here.
  const isThere = ({ text, after, problem }: Outgoing) =>
    !problem && messages.some((message) => message.number > after && message.text === text);
  const write = async (text: string, key = once()) => {
    const after = messages.at(-1)?.number ?? 0;
    setOutgoing((all) => [...all.filter((one) => one.key !== key), { key, text, after }]);
    try {
      await sent(of.write(text, key));
      await reread(of.path);
      setOutgoing((all) => all.filter((one) => one.key !== key));
    } catch (failure) {
      const problem = problemOf(failure);
      setOutgoing((all) => all.map((one) => (one.key === key ? { ...one, problem } : one)));
    }
  };
  const remove = async (messageId: string) => {
    await sent(of.remove(messageId));
    await reread(of.path);
  };

  return {
    id: of.id,
    isRead: data !== undefined,
    error,
    readAgain: refetch,
    messages,
    outgoing: outgoing.filter((one) => !isThere(one)),
    canWrite: newest?.can_write ?? false,
    readBefore: readBefore ?? 0,
    older: hasNextPage ? () => void fetchNextPage() : undefined,
    write,
    remove,
  };
}
