import { useParams } from "wouter";
import { BothWays } from "./both-ways";
import { Course, TurnWished } from "./course";
import { PairFrame } from "./frame";
import { LogExchange } from "./log-exchange";
import { NextStep } from "./next-step";
import classes from "./overview.module.css";
import { usePair } from "./pair-context";
import { Timeline } from "./timeline";

/** The space of a pair: what comes next, and what flows both ways. */
export default function Pair() {
  const { id } = useParams<{ id: string }>();
  return (
    <PairFrame pairId={id}>
      <Overview />
    </PairFrame>
  );
}

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
