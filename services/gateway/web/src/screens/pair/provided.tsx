import type { ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { PairContext } from "./pair-context";

/** Gives a pair to what is about it, from the side of who reads. */
export function Provided({ pair, children }: { pair: Schemas["Pair"]; children: ReactNode }) {
  const me = useMe();
  const partnerId = usePartnerOf(pair);
  const partner = useNameOf(partnerId);
  const first = partner.split(" ")[0] ?? partner;
  const isMentor = pair.members.some(({ person_id, role }) => person_id === me.person_id && role === "mentor");
  return <PairContext value={{ pair, partnerId, partner, first, isMentor }}>{children}</PairContext>;
}
