import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, http } from "../api/client";
import { from, PAGING } from "./paging";
import { sent } from "./sent";

/** What every question about a pair is asked with. */
export function ofPair(pair_id: string) {
  return { params: { path: { pair_id } } };
}

/** The pair itself. */
export const pairOf = (pair_id: string) => api.queryOptions("get", "/v1/pairs/{pair_id}", ofPair(pair_id));

/** What the two gave each other, the newest of it. */
export const exchangesOf = (pair_id: string) =>
  api.queryOptions("get", "/v1/pairs/{pair_id}/exchanges", ofPair(pair_id));

/** The same, as far back as somebody wants to see. */
export function ledgerOf(pair_id: string) {
  const { path } = ofPair(pair_id).params;
  const query = { limit: 100 };
  return infiniteQueryOptions({
    queryKey: api.queryOptions("get", "/v1/pairs/{pair_id}/exchanges", { params: { path, query } }).queryKey,
    queryFn: ({ pageParam }) =>
      sent(http.GET("/v1/pairs/{pair_id}/exchanges", { params: { path, query: { ...query, ...from(pageParam) } } })),
    initialPageParam: PAGING.initialPageParam,
    getNextPageParam: PAGING.getNextPageParam,
  });
}

/** What the reader may read of what the two wrote, the newest of it. */
export const entriesOf = (pair_id: string) =>
  api.queryOptions("get", "/v1/journal/entries", { params: { query: { pair_id } } });

/** The last message, and how many wait to be read. */
export const lastMessageOf = (pair_id: string) =>
  api.queryOptions("get", "/v1/pairs/{pair_id}/thread", { params: { ...ofPair(pair_id).params, query: { limit: 1 } } });
