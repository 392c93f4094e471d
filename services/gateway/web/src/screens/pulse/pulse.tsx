import { inPair } from "../pair/in-pair";
import { Asked } from "./asked";
import { Health } from "./health";
import { Ways } from "./ways";

/** How it goes: two short questions now and then, a reading in plain words, and what can be done about it. */
export default inPair(Pulse);

function Pulse() {
  return (
    <>
      <Asked />
      <Health />
      <Ways />
    </>
  );
}
