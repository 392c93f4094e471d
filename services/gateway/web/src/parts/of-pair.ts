import { api } from "../api/client";

/** What every question about a pair is asked with. */
export function ofPair(pair_id: string) {
  return { params: { path: { pair_id } } };
}

/** The pair itself. */
export const pairOf = (pair_id: string) => api.queryOptions("get", "/v1/pairs/{pair_id}", ofPair(pair_id));

/** What the two gave each other, the newest of it. */
export const exchangesOf = (pair_id: string) =>
  api.queryOptions("get", "/v1/pairs/{pair_id}/exchanges", ofPair(pair_id));
