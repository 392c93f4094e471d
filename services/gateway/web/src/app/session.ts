/** Who is here, and what they may. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, http, problemOf, type Schemas } from "../api/client";
import { forgetEverything, ME, queries, remember } from "./store";
import { useUndo } from "./undo";

export type Me = Schemas["Me"];
export type Access = "member" | "organiser" | "administrator" | "moderator";

interface Session {
  me: Me | undefined;
  /** Nobody is signed in. */
  isUnknown: boolean;
  /** Who is here could not be read. */
  problem: unknown;
  readAgain: () => unknown;
}

const WHO = api.queryOptions("get", "/v1/me", {}, { retryOnMount: false });

/** The person of this session, as far as it is known. */
export function useSession(): Session {
  const { data, error, refetch } = useQuery(WHO);
  const isUnknown = problemOf(error ?? {}).status === 401;
  return { me: isUnknown ? undefined : data, isUnknown, problem: error, readAgain: refetch };
}

/** Before anything is shown: whether somebody is, as is remembered or else as the gateway says. `useSession` tells more. */
export async function learnWhoIsHere(): Promise<boolean> {
  const asked = queries.prefetchQuery(WHO);
  await remember();
  if (!queries.getQueryData(WHO.queryKey)) await asked;
  return queries.getQueryData(WHO.queryKey) !== undefined;
}

/** Inside the app, where somebody is signed in. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error("nobody is signed in");
  return me;
}

/** Administrators run every programme, whoever its organisers are. */
export function may(me: Me, access: Access): boolean {
  return me.access.includes(access) || (access === "organiser" && me.access.includes("administrator"));
}

/** Ends the session here, and at the organisation's provider where there is one: the page goes away. Throws where it goes on. */
export function useSignOut(): () => Promise<never> {
  const client = useQueryClient();
  const undo = useUndo();
  return async () => {
    // Afterwards nobody would be there who does it.
    await undo.finish();
    const { data, error } = await http.POST("/v1/sign-out");
    if (error && problemOf(error).status !== 401) throw error;
    // The screens of whoever was here go before what they show.
    await client.refetchQueries({ queryKey: ME });
    await forgetEverything();
    location.assign(data?.provider_url ?? "/");
    // Nobody is here any more for whom something could be shown.
    return new Promise<never>(() => undefined);
  };
}
