/** What is read for a scope: the same from the organisation and from a programme. */

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { http } from "../../api/client";
import { from, PAGING } from "../../parts/paging";
import { sent } from "../../parts/sent";

type Of = string | undefined;

/** How often one looks whether a round is proposed by now. */
const PUBLISHING_MS = 2_000;

const path = (programme_id: string) => ({ programme_id });

export function useInsight(of: Of, since: string | undefined) {
  const query = since ? { from: since } : {};
  return useQuery({
    queryKey: ["insight", of, since],
    placeholderData: keepPreviousData,
    queryFn: () =>
      sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/insight", { params: { path: path(of), query } })
          : http.GET("/v1/insight", { params: { query } }),
      ),
  });
}

export function useSeries(of: Of, by: "week" | "month") {
  const query = { by };
  return useQuery({
    queryKey: ["series", of, by],
    placeholderData: keepPreviousData,
    queryFn: () =>
      sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/insight/series", { params: { path: path(of), query } })
          : http.GET("/v1/insight/series", { params: { query } }),
      ),
  });
}

export function useUptake(of: Of) {
  return useQuery({
    queryKey: ["uptake", of],
    queryFn: () =>
      sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/insight/uptake", { params: { path: path(of) } })
          : http.GET("/v1/insight/uptake"),
      ),
  });
}

export function usePairsInNeed(of: Of) {
  return useInfiniteQuery({
    queryKey: ["pairs-in-need", of],
    ...PAGING,
    queryFn: ({ pageParam: cursor }) => {
      const query = { limit: 20, ...from(cursor) };
      return sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/insight/pairs-needing-a-person", {
              params: { path: path(of), query },
            })
          : http.GET("/v1/insight/pairs-needing-a-person", { params: { query } }),
      );
    },
  });
}

export function useRounds(of: Of) {
  return useInfiniteQuery({
    queryKey: ["rounds", of],
    ...PAGING,
    queryFn: ({ pageParam: cursor }) => {
      const query = { limit: 50, ...from(cursor) };
      return sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/rounds", { params: { path: path(of), query } })
          : http.GET("/v1/rounds", { params: { query } }),
      );
    },
  });
}

export function useRound(of: Of, round_id: string | undefined) {
  return useQuery({
    queryKey: ["rounds", of, round_id],
    enabled: round_id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === "publishing" ? PUBLISHING_MS : false),
    queryFn: () => {
      const id = round_id ?? "";
      return sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/rounds/{round_id}", {
              params: { path: { ...path(of), round_id: id } },
            })
          : http.GET("/v1/rounds/{round_id}", { params: { path: { round_id: id } } }),
      );
    },
  });
}

/** Pages of one version: with the next one they begin anew. */
export function useRoundPairs(of: Of, round_id: string, version: number) {
  return useInfiniteQuery({
    queryKey: ["rounds", of, round_id, "pairs", version],
    placeholderData: keepPreviousData,
    ...PAGING,
    queryFn: ({ pageParam: cursor }) => {
      const query = { limit: 10, ...from(cursor) };
      return sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/rounds/{round_id}/pairs", {
              params: { path: { ...path(of), round_id }, query },
            })
          : http.GET("/v1/rounds/{round_id}/pairs", { params: { path: { round_id }, query } }),
      );
    },
  });
}

export function useLeftOut(of: Of, round_id: string, version: number, isWanted: boolean) {
  return useInfiniteQuery({
    queryKey: ["rounds", of, round_id, "left-out", version],
    enabled: isWanted,
    ...PAGING,
    queryFn: ({ pageParam: cursor }) => {
      const query = { limit: 20, ...from(cursor) };
      return sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/rounds/{round_id}/left-out", {
              params: { path: { ...path(of), round_id }, query },
            })
          : http.GET("/v1/rounds/{round_id}/left-out", { params: { path: { round_id }, query } }),
      );
    },
  });
}

export function useAnnouncements(of: Of) {
  return useInfiniteQuery({
    queryKey: ["announcements", of],
    ...PAGING,
    queryFn: ({ pageParam: cursor }) => {
      const query = { limit: 20, ...from(cursor) };
      return sent(
        of
          ? http.GET("/v1/programmes/{programme_id}/announcements", { params: { path: path(of), query } })
          : http.GET("/v1/programme/announcements", { params: { query } }),
      );
    },
  });
}
