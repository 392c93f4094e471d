import type { QueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";

export type Step = Schemas["Step"];
export type Track = Schemas["Track"];

export function useTrack(track: string) {
  return api.useQuery("get", "/v1/preparation/{track}", { params: { path: { track } } });
}

/** Where a step is shown: by its place, for an id with a dot looks like a file. */
export function pathOf(track: string, number: number): string {
  return `/preparation/${track}/${number + 1}`;
}

/** The first that is still open before the first talk; the beginning where there is none. */
export function nextOf({ steps }: Track): number {
  return Math.max(0, steps.findIndex(({ state, after }) => state === "open" && !after));
}

const { queryKey: TRACKS } = api.queryOptions("get", "/v1/preparation");

/** What comes before the first talk is shown as left out; the answer shows all as it was. */
export function showLeftOut(client: QueryClient, shown: Track): () => void {
  const { queryKey } = api.queryOptions("get", "/v1/preparation/{track}", { params: { path: { track: shown.track } } });
  const tracks = client.getQueryData<Schemas["Tracks"]>(TRACKS);
  const over = { steps_done: shown.steps_in_all, is_finished: true };
  client.setQueryData<Track>(queryKey, {
    ...shown,
    ...over,
    steps: shown.steps.map((step) => (step.state === "open" && !step.after ? { ...step, state: "left-out" } : step)),
  });
  client.setQueryData<Schemas["Tracks"]>(
    TRACKS,
    tracks && { ...tracks, tracks: tracks.tracks.map((line) => (line.track === shown.track ? { ...line, ...over } : line)) },
  );
  return () => {
    client.setQueryData(queryKey, shown);
    client.setQueryData(TRACKS, tracks);
  };
}
