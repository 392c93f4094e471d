/** Lists read whole, page after page: for what is worked out from all of a list, or is changed in it at once. */

import { api, http } from "../api/client";
import { ofPair } from "./of-pair";
import { sent } from "./sent";

interface Page {
  next_cursor?: string | null;
}

interface Asked {
  limit: number;
  cursor?: string;
}

const MOST = 200;

async function pages<P extends Page>(read: (query: Asked) => Promise<P | undefined>): Promise<P[]> {
  const found: P[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await read({ limit: MOST, ...(cursor && { cursor }) });
    if (page) found.push(page);
    cursor = page?.next_cursor;
  } while (cursor);
  return found;
}

/** A list under the key of its first page, so that whoever reads it anew reads it whole. */
function whole<K extends readonly unknown[], T>(
  queryKey: K,
  read: (query: Asked) => Promise<(Page & { data: T[] }) | undefined>,
) {
  const queryFn = async () => ({ data: (await pages(read)).flatMap(({ data }) => data), next_cursor: null });
  return { queryKey, queryFn };
}

/** Whom I marked. */
export const MARKS = {
  queryKey: api.queryOptions("get", "/v1/interests").queryKey,
  queryFn: async () => {
    const found = await pages((query) => sent(http.GET("/v1/interests", { params: { query } })));
    return { marks: found.flatMap(({ marks }) => marks), next_cursor: null };
  },
};

/** Whom I invited. */
export const INVITATIONS = whole(api.queryOptions("get", "/v1/invitations").queryKey, (query) =>
  sent(http.GET("/v1/invitations", { params: { query } })),
);

/** The programs of the organisation. */
export const PLATFORMS = whole(api.queryOptions("get", "/v1/platforms").queryKey, (query) =>
  sent(http.GET("/v1/platforms", { params: { query } })),
);

/** The browsers in which I am signed in. */
export const BROWSERS = whole(api.queryOptions("get", "/v1/me/sessions").queryKey, (query) =>
  sent(http.GET("/v1/me/sessions", { params: { query } })),
);

/** What the two of a pair mean to do. */
export function actionsOf(pair_id: string) {
  const { params } = ofPair(pair_id);
  return whole(api.queryOptions("get", "/v1/pairs/{pair_id}/actions", { params }).queryKey, (query) =>
    sent(http.GET("/v1/pairs/{pair_id}/actions", { params: { ...params, query } })),
  );
}

/** What the two want to reach. */
export function goalsOf(pair_id: string) {
  const { params } = ofPair(pair_id);
  return whole(api.queryOptions("get", "/v1/pairs/{pair_id}/goals", { params }).queryKey, (query) =>
    sent(http.GET("/v1/pairs/{pair_id}/goals", { params: { ...params, query } })),
  );
}

/** What happened in a pair. */
export function factsOf(pair_id: string) {
  const { params } = ofPair(pair_id);
  return whole(api.queryOptions("get", "/v1/pairs/{pair_id}/timeline", { params }).queryKey, (query) =>
    sent(http.GET("/v1/pairs/{pair_id}/timeline", { params: { ...params, query } })),
  );
}
