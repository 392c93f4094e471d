/** What this browser remembers: answers of the gateway for reading offline, and what waits to be sent. */

import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import type { PersistQueryClientOptions } from "@tanstack/react-query-persist-client";
import { createStore, clear, del, get, set } from "idb-keyval";
import { problemOf } from "../api/client";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Read offline for a week; then it would be a memory of somebody else's life. */
const KEPT_MS = 7 * DAY_MS;
const FRESH_MS = 30_000;
const TRIES = 2;

const kept = createStore("bothways", "kept");

type Listener = () => void;
const signedOut = new Set<Listener>();

/** Called when the gateway does not know us any more. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

function noticed(error: unknown): void {
  if (problemOf(error).status === 401) signedOut.forEach((tell) => tell());
}

function isPassing(error: unknown): boolean {
  const { status } = problemOf(error);
  return status === 0 || status === 429 || status >= 500;
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticed }),
  mutationCache: new MutationCache({ onError: noticed }),
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

export const persistence: Omit<PersistQueryClientOptions, "queryClient"> = {
  maxAge: KEPT_MS,
  buster: __BUILD__,
  // What failed to be read anew is as good as it was, unless it is somebody's who is not known any more.
  dehydrateOptions: { shouldDehydrateQuery: ({ state }) => state.data !== undefined && problemOf(state.error).status !== 401 },
  persister: createAsyncStoragePersister({
    storage: {
      getItem: (key) => get(key, kept),
      setItem: (key, value) => set(key, value, kept),
      removeItem: (key) => del(key, kept),
    },
  }),
};

/** Nothing of anybody stays behind. */
export async function forgetEverything(): Promise<void> {
  queries.clear();
  await clear(kept);
}
