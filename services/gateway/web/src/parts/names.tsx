/** What people are called, and as whom one reads it: a colleague, or somebody who runs something. */

import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { http, type Schemas } from "../api/client";
import { gathered } from "./gathered";
import { sent } from "./sent";

/** Whose names somebody reads beside those of colleagues whom they may know. */
export type Reach = "colleagues" | "organisation" | { programmeId: string };

const HOUR_MS = 60 * 60 * 1000;
/** So many the gateway takes at once. */
const MOST = 50;

const InReach = createContext<Reach>("colleagues");

/** Everything in it names people whom one sees because one runs this. */
export function Naming({ reach, children }: { reach: Reach; children: ReactNode }) {
  return <InReach value={reach}>{children}</InReach>;
}

/** What somebody is called; null for whoever has no name for the reader. */
export const nameOf = (id: string, reach: Reach = "colleagues") =>
  queryOptions({
    queryKey: ["names", reach, id],
    queryFn: () => readerOf(reach)(id),
    enabled: id !== "",
    staleTime: HOUR_MS,
    retry: false,
  });

/** The same where it is shown; undefined while it is not known. */
export function useName(id: string): string | null | undefined {
  return useQuery(nameOf(id, useContext(InReach))).data;
}

const readers = new Map<string, (id: string) => Promise<string | null>>();

function readerOf(reach: Reach): (id: string) => Promise<string | null> {
  const key = JSON.stringify(reach);
  const known = readers.get(key) ?? gathered(MOST, (ids) => read(reach, ids));
  readers.set(key, known);
  return known;
}

async function read(reach: Reach, ids: string[]): Promise<Map<string, string>> {
  const names = await sent(asked(reach, { ids }));
  return new Map(names?.data.map(({ person_id, name }) => [person_id, name]));
}

function asked(reach: Reach, query: { ids: string[] }): Promise<{ data?: Schemas["Names"]; error?: unknown }> {
  if (reach === "colleagues") return http.GET("/v1/names", { params: { query } });
  if (reach === "organisation") return http.GET("/v1/organisation/names", { params: { query } });
  const path = { programme_id: reach.programmeId };
  return http.GET("/v1/programmes/{programme_id}/names", { params: { path, query } });
}
