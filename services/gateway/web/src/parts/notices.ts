/** What the house has told: how many wait, and what its reader does with each. */

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../api/client";
import { useUndo } from "../app/undo";
import { useReread } from "./reread";
import { sent } from "./sent";
import { useWhen } from "./when";

export type Notice = Schemas["InboxItem"];

/** Settled here, not yet told or not yet read again: gone on every screen, whatever comes meanwhile. */
let settled: ReadonlyMap<string, Notice> = new Map();
const listeners = new Set<() => void>();

function setSettled(change: (all: Map<string, Notice>) => unknown): void {
  const next = new Map(settled);
  change(next);
  settled = next;
  listeners.forEach((tell) => tell());
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function useSettled(): ReadonlyMap<string, Notice> {
  return useSyncExternalStore(listen, () => settled);
}

/** What nobody has seen to. */
export const INBOX = api.queryOptions("get", "/v1/inbox", { params: { query: { state: "new", limit: 20 } } });
export const useInbox = () => useQuery(INBOX);

/** Without those that are settled. */
export function useOpen(notices: Notice[] | undefined): Notice[] | undefined {
  const gone = useSettled();
  return notices?.filter(({ notice_id }) => !gone.has(notice_id));
}

export function useUnread(): number {
  const { data } = useInbox();
  const gone = [...useSettled().values()].filter(({ state }) => state === "new").length;
  return Math.max(0, (data?.unread ?? 0) - gone);
}

/** Where a notice points. */
export function placeOf({ actions }: Notice): { path: string; words: string } | undefined {
  return actions?.find(({ name }) => name === "open");
}

export interface Settle {
  done: (notice: Notice) => void;
  snooze: (notice: Notice, until: Date) => void;
  notUseful: (notice: Notice) => void;
  read: (notice: Notice) => void;
}

/** Gone at once, sent when it was not taken back. */
export function useSettle(): Settle {
  const { t } = useTranslation();
  const { ago } = useWhen();
  const undo = useUndo();
  const reread = useReread();
  const settle = (notice: Notice, words: string, send: () => Promise<unknown>) => {
    const back = () => setSettled((all) => all.delete(notice.notice_id));
    setSettled((all) => all.set(notice.notice_id, notice));
    const sendAndRead = async () => {
      await send();
      await reread("/v1/inbox");
      back();
    };
    undo.later({ words, send: sendAndRead, takeBack: back });
  };
  const path = ({ notice_id }: Notice) => ({ params: { path: { notice_id } } });
  return {
    done: (notice) =>
      settle(notice, t("notice.said-done", notice), () => sent(http.POST("/v1/inbox/{notice_id}/done", path(notice)))),
    snooze: (notice, until) =>
      settle(notice, t("notice.said-later", { title: notice.title, when: ago(until) }), () =>
        sent(http.POST("/v1/inbox/{notice_id}/snooze", { ...path(notice), body: { until: until.toISOString() } })),
      ),
    notUseful: (notice) =>
      settle(notice, t("notice.said-not-useful"), () =>
        sent(http.POST("/v1/inbox/{notice_id}/not-useful", path(notice))),
      ),
    // Nobody waits for it: not seen yet is no harm.
    read: (notice) => {
      if (notice.state === "new")
        void http.POST("/v1/inbox/{notice_id}/read", path(notice)).then(() => reread("/v1/inbox"));
    },
  };
}
