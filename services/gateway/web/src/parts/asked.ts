/** Requests between two: which stand, and whose they are. */

import { api, type Schemas } from "../api/client";
import { useMe } from "../app/session";

export type Request = Schemas["MentoringRequest"];

const STANDING = new Set(["asked", "proposed", "open", "info-asked", "talk-proposed", "talk-held"]);
const MOST = 200;

export function isStanding({ state }: Request): boolean {
  return STANDING.has(state);
}

export function useRequests() {
  return api.useQuery("get", "/v1/requests", { params: { query: { limit: MOST } } });
}

/** The request that stands between me and somebody. */
export function useOpenWith(personId: string): Request | undefined {
  const { data } = useRequests();
  return data?.data.find((one) => isStanding(one) && [one.mentor_id, one.mentee_id].includes(personId));
}

interface Sides {
  /** Who is not me; nobody yet in a search. */
  otherId: string | null;
  /** I wait for their answer, rather than they for mine. Where both sparked, either may answer first. */
  isMine: boolean;
}

export function sidesOf(request: Request, myId: string): Sides {
  const isMentee = request.mentee_id === myId;
  const startedByMe = request.started_by === (isMentee ? "mentee" : "mentor");
  return {
    otherId: isMentee ? request.mentor_id : request.mentee_id,
    isMine: request.by_spark ? request.agreed_id === myId : startedByMe,
  };
}

export function useSidesOf(request: Request): Sides {
  return sidesOf(request, useMe().person_id);
}
