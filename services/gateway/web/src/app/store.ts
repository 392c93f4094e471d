/** What this browser remembers: answers of the gateway, for reading offline. What waits to be sent is in outbox.ts. */

import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { persistQueryClient } from "@tanstack/react-query-persist-client";
import { createStore, clear, del, get, set } from "idb-keyval";
import { problemOf } from "../api/client";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Read offline for a week; then it would be a memory of somebody else's life. */
const KEPT_MS = 7 * DAY_MS;
const FRESH_MS = 30_000;
const TRIES = 2;

export const kept = createStore("bothways", "kept");
/** Keys with which people seal, by the id of each. Their passphrase brings them back. */
export const keys = createStore("bothways-keys", "keys");

/** Who is here, as the client asks for it. */
export const ME = ["get", "/v1/me"] as const;

/** Any answer may be the first to say that the session is over: then who is here is asked anew. */
function noticed(error: unknown, key: readonly unknown[] = []): void {
  if (problemOf(error).status === 401 && key[1] !== ME[1]) void queries.invalidateQueries({ queryKey: ME });
}

/** The gateway knows nobody here: nothing of whoever was here before is kept. */
function isNobodyHere(): boolean {
  const me = queries.getQueryCache().find({ queryKey: ME, exact: false });
  return problemOf(me?.state.error ?? {}).status === 401;
}

/** Trying again may help. */
export function isPassing(error: unknown): boolean {
  const { status } = problemOf(error);
  return status === 0 || status === 429 || status >= 500;
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => noticed(error, queryKey) }),
  mutationCache: new MutationCache({ onError: (error) => noticed(error) }),
  defaultOptions: {
    queries: {
      gcTime: KEPT_MS,
      staleTime: FRESH_MS,
      networkMode: "offlineFirst",
      retry: (count, error) => count < TRIES && isPassing(error),
    },
    mutations: { networkMode: "online", retry: (count, error) => count < TRIES && isPassing(error) },
  },
});

/** What was read is there again, and what is read from now on is kept. */
export async function remember(): Promise<void> {
  const [, isThere] = persistQueryClient({
    queryClient: queries,
    maxAge: KEPT_MS,
    buster: __BUILD__,
    dehydrateOptions: {
      // What failed to be read anew is as good as it was. Keys, and what they opened, are remembered nowhere but where they
      // belong.
      shouldDehydrateQuery: ({ state, meta }) =>
        state.data !== undefined && meta?.["isSecret"] !== true && !isNobodyHere(),
      shouldDehydrateMutation: () => false,
    },
    persister: createAsyncStoragePersister({
      storage: {
        getItem: (key) => get(key, kept),
        // What was on its way to be kept as all is forgotten would come after it.
        setItem: async (key, value) => void (isForgetting || (await set(key, value, kept))),
        removeItem: (key) => del(key, kept),
      },
    }),
  });
  // A browser that keeps nothing has nothing to give back.
  await isThere.catch(() => undefined);
}

const LAST = "bothways.person";

let isForgetting = false;

/**
 * Nothing of anybody stays behind but what waits to be sent: that goes when its author is back, and in their name alone.
 * This page is over afterwards: it keeps nothing any more.
 */
export async function forgetEverything(): Promise<void> {
  isForgetting = true;
  queries.clear();
  sessionStorage.clear();
  await Promise.all([clear(kept), clear(keys)]);
  localStorage.removeItem(LAST);
}

/** Somebody else than last time: nothing of theirs may be shown to this person. */
export function isSomebodyElse(id: string): boolean {
  const before = localStorage.getItem(LAST);
  return before !== null && before !== id;
}

export function rememberPerson(id: string): void {
  localStorage.setItem(LAST, id);
}
