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

/** From my side of it. */
export function useSidesOf(request: Request): { otherId: string | null; isMine: boolean } {
  const { person_id } = useMe();
  const isMentee = request.mentee_id === person_id;
  const startedByMe = request.started_by === (isMentee ? "mentee" : "mentor");
  return {
    otherId: isMentee ? request.mentor_id : request.mentee_id,
    isMine: request.by_spark ? request.agreed_id === person_id : startedByMe,
  };
}
