/** Which way a pair can learn, in words of who reads them. */

import type { TFunction } from "i18next";
import type { Schemas } from "../../api/client";
import type { InPair } from "./pair-context";

export type Turn = Schemas["TurnPair"];

/** Who is more senior follows from the way it goes now; where it goes both ways, whoever had the place of the mentor. */
export function turnsOf({ pair, partnerId }: InPair, meId: string): Turn[] {
  const mentorId = pair.members.find(({ role }) => role === "mentor")?.person_id ?? meId;
  const menteeId = mentorId === meId ? partnerId : meId;
  const [seniorId, juniorId] = pair.direction === "reverse" ? [menteeId, mentorId] : [mentorId, menteeId];
  const all: Turn[] = [
    { direction: "reciprocal", mentor_id: mentorId },
    { direction: "forward", mentor_id: seniorId },
    { direction: "reverse", mentor_id: juniorId },
  ];
  return all.filter(({ direction }) => direction !== pair.direction);
}

export function turnWords(t: TFunction<"pairs">, { direction, mentor_id }: Turn, { first, partnerId }: InPair): string {
  if (direction === "reciprocal" || direction === "peer") return t(`turn.${direction}`);
  return t(mentor_id === partnerId ? "turn.they-teach" : "turn.you-teach", { name: first });
}
