import { exchangesOf, pairOf } from "../../parts/of-pair";
import { BothWays } from "./both-ways";
import { Course, TurnWished } from "./course";
import { inPair } from "./in-pair";
import { LogExchange } from "./log-exchange";
import { NextStep } from "./next-step";
import classes from "./overview.module.css";
import { usePair } from "./pair-context";
import { Timeline } from "./timeline";

export function firstReads(path: string) {
  const [, , id = ""] = path.split("/");
  return [pairOf(id), exchangesOf(id)];
}

/** The space of a pair: what comes next, and what flows both ways. */
export default inPair(Overview);

function Overview() {
  const { pair } = usePair();
  return (
    <>
      <TurnWished />
      <div className={classes.top}>
        <NextStep />
        <BothWays />
      </div>
      {!pair.ended_at && <LogExchange />}
      <Timeline />
      <Course />
    </>
  );
}
