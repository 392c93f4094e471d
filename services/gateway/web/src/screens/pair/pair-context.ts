/** The pair that a screen is about, as its frame has read it. */

import { createContext, useContext } from "react";
import type { Schemas } from "../../api/client";

export interface InPair {
  pair: Schemas["Pair"];
  partnerId: string;
  /** What the other one is called, in full; `first` as one speaks to them. */
  partner: string;
  first: string;
  /** Who gives, by the pair's direction; in a pair of both ways whoever has that place. */
  isMentor: boolean;
}

export const PairContext = createContext<InPair | null>(null);

export function usePair(): InPair {
  const inPair = useContext(PairContext);
  if (!inPair) throw new Error("outside of a PairFrame");
  return inPair;
}
