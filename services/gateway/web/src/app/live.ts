/** Something changed, so what is shown is read again. One stream for all tabs of a browser. */

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createEventSource } from "eventsource-client";
import { useEffect } from "react";

const CHANNEL = "bothways-live";
/** Facts come in bunches; one reading serves them all. */
const GATHER_MS = 250;

/** Follows the stream while mounted. The tab that holds the lock has the stream and tells the others. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const over = new AbortController();
    const reread = gathering(client);
    const others = new BroadcastChannel(CHANNEL);
    others.onmessage = reread;
    const follow = () => followed(over.signal, () => (reread(), others.postMessage(null)));
    // Rejects when the tab closes while it waits for its turn, which is what it is to do.
    navigator.locks.request(CHANNEL, { signal: over.signal }, follow).catch(() => undefined);
    return () => {
      over.abort();
      others.close();
    };
  }, [client]);
}

function followed(signal: AbortSignal, heard: () => void): Promise<void> {
  const stream = createEventSource({
    url: new URL("/v1/stream", location.href),
    onMessage: ({ event }) => {
      if (event !== "end") heard();
    },
  });
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => {
      stream.close();
      resolve();
    }),
  );
}

/** Everything, rather than what a table of facts and screens says: few facts concern one person, and no table stays true. */
function gathering(client: QueryClient): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void client.invalidateQueries(), GATHER_MS);
  };
}
