import { useParams } from "wouter";
import { PairFrame } from "./frame";

/** The space of a pair: what flows both ways. */
export default function Pair() {
  const { id } = useParams<{ id: string }>();
  return <PairFrame pairId={id}>{null}</PairFrame>;
}
