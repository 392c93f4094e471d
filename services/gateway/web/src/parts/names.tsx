/** What people are called, asked for many at once, and as whom: a colleague, or somebody who runs something. */

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { http, type Schemas } from "../api/client";
import { sent } from "./sent";

/** Whose names somebody reads beside those of colleagues whom they may know. */
export type Reach = "colleagues" | "organisation" | { programmeId: string };

const HOUR_MS = 60 * 60 * 1000;
/** So many the gateway takes at once. */
const MOST = 50;
/** Lists are shown at once, so their names are asked for at once. */
const GATHER_MS = 5;

const InReach = createContext<Reach>("colleagues");

/** Everything in it names people whom one sees because one runs this. */
export function Naming({ reach, children }: { reach: Reach; children: ReactNode }) {
  return <InReach value={reach}>{children}</InReach>;
}

/** What somebody is called; null for whoever has no name for one, undefined while it is not known. */
export function useName(id: string): string | null | undefined {
  const reach = useContext(InReach);
  return useQuery({
    queryKey: ["names", reach, id],
    queryFn: () => nameOf(reach, id),
    enabled: id !== "",
    staleTime: HOUR_MS,
    retry: false,
  }).data;
}

interface Group {
  ids: Set<string>;
  names: Promise<Map<string, string>>;
}

const gathering = new Map<string, Group>();

async function nameOf(reach: Reach, id: string): Promise<string | null> {
  const key = JSON.stringify(reach);
  let group = gathering.get(key);
  if (!group || group.ids.size >= MOST) {
    group = gathered(reach, () => gathering.delete(key));
    gathering.set(key, group);
  }
  group.ids.add(id);
  return (await group.names).get(id) ?? null;
}

function gathered(reach: Reach, close: () => void): Group {
  const ids = new Set<string>();
  const names = new Promise<void>((go) => setTimeout(go, GATHER_MS)).then(async () => {
    close();
    const found = await read(reach, [...ids]);
    return new Map(found?.data.map(({ person_id, name }) => [person_id, name]));
  });
  return { ids, names };
}

function read(reach: Reach, ids: string[]): Promise<Schemas["Names"] | undefined> {
  const query = { ids };
  if (reach === "colleagues") return sent(http.GET("/v1/names", { params: { query } }));
  if (reach === "organisation") return sent(http.GET("/v1/organisation/names", { params: { query } }));
  const path = { programme_id: reach.programmeId };
  return sent(http.GET("/v1/programmes/{programme_id}/names", { params: { path, query } }));
}
