import { usePair } from "../pair/pair-context";
import { inPair } from "../pair/in-pair";
import { PartFirst } from "./part-first";
import { Somebody } from "./somebody";

/** Somebody else, without anybody's fault: for both, and at once. */
export default inPair(Rematch);

function Rematch() {
  const { pair } = usePair();
  return pair.ended_at ? <Somebody /> : <PartFirst />;
}
