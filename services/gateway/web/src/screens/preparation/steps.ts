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
