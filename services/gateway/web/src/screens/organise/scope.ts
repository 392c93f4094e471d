/** Of what an organiser sees how it goes: one programme that they run, or the whole organisation. */

import { useSearchParams } from "wouter";
import { api, type Schemas } from "../../api/client";
import { may, useMe } from "../../app/session";
import type { Reach } from "../../parts/names";

export type Programme = Schemas["ProgrammeShown"];

export interface Scope {
  /** Undefined: the whole organisation, which administrators see. */
  programmeId: string | undefined;
  programme: Programme | undefined;
  /** All that this person runs. */
  programmes: Programme[];
  seesWhole: boolean;
}

const ALL = { params: { query: { limit: 100 } } };

/** Every programme that I may see, and whether I run it. */
export function useProgrammes() {
  const me = useMe();
  const { data, error, refetch } = api.useQuery("get", "/v1/programmes", ALL);
  const runsAll = may(me, "administrator");
  const runs = ({ organiser_ids }: Programme) => runsAll || organiser_ids.includes(me.person_id);
  return { programmes: data?.data, runs, runsAll, error, refetch };
}

/** Named by the address, so that it stays while one goes from screen to screen. */
export function useScope(): {
  scope: Scope | undefined;
  choose: (id: string) => void;
  error: unknown;
  retry: () => unknown;
} {
  const { programmes, runs, runsAll, error, refetch } = useProgrammes();
  const [search, setSearch] = useSearchParams();
  const own = programmes?.filter(runs);
  const named = own?.find(({ programme_id }) => programme_id === search.get("programme"));
  const programme = named ?? (runsAll ? undefined : own?.[0]);
  const choose = (id: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (id) after.set("programme", id);
      else after.delete("programme");
      return after;
    });
  const scope = own && { programmeId: programme?.programme_id, programme, programmes: own, seesWhole: runsAll };
  return { scope, choose, error, retry: refetch };
}

/** Whose names are read there: of all, or of those in a programme that one runs. */
export function reachOf({ seesWhole, programmes, ...scope }: Scope, programmeId = scope.programmeId): Reach {
  if (seesWhole) return "organisation";
  const isOwn = programmes.some(({ programme_id }) => programme_id === programmeId);
  return isOwn && programmeId ? { programmeId } : "colleagues";
}

/** The same scope on another screen. */
export function within(path: string, programmeId: string | undefined, more: Record<string, string> = {}): string {
  const search = new URLSearchParams({ ...(programmeId ? { programme: programmeId } : {}), ...more }).toString();
  return search ? `${path}?${search}` : path;
}
