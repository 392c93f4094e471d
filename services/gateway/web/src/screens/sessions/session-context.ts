/** The session that a screen is about, and what can be done with it. */

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, http, type Schemas } from "../../api/client";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";

export type Session = Schemas["SessionShown"];

export const SessionContext = createContext<Session | null>(null);

export function useOneSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("outside of a session");
  return session;
}

export const pathOf = ({ pair_id, session_id }: Session) => ({ path: { pair_id, session_id } });

/** Shows the session as an answer has it, before anything is read again. */
export function useShowSession(): (session: Session | undefined) => Promise<unknown> {
  const client = useQueryClient();
  const reread = useReread();
  return (session) => {
    if (session) {
      const { queryKey } = api.queryOptions("get", "/v1/pairs/{pair_id}/sessions/{session_id}", {
        params: pathOf(session),
      });
      client.setQueryData(queryKey, session);
    }
    return reread("/v1/pairs/{pair_id}", "/v1/pairs", "/v1/pairs/{pair_id}/sessions");
  };
}

export function readAgain(session: Session): Promise<Session | undefined> {
  return sent(http.GET("/v1/pairs/{pair_id}/sessions/{session_id}", { params: pathOf(session) }));
}
