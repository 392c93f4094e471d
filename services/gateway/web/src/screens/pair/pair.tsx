import { queries } from "../../app/store";
import { nameOf } from "../../parts/names";
import { entriesOf, lastMessageOf, ledgerOf, pairOf } from "../../parts/of-pair";
import { actionsOf, factsOf } from "../../parts/whole";
import { BothWays } from "./both-ways";
import { Course, TurnWished } from "./course";
import { inPair } from "./in-pair";
import { LogExchange } from "./log-exchange";
import { NextStep } from "./next-step";
import classes from "./overview.module.css";
import { usePair } from "./pair-context";
import { Timeline } from "./timeline";

export function firstReads(path: string): Promise<unknown>[] {
  const [, , id = ""] = path.split("/");
  const names = async () => {
    const { members } = await queries.ensureQueryData(pairOf(id));
    return Promise.all(members.map(({ person_id }) => queries.ensureQueryData(nameOf(person_id))));
  };
  return [
    names(),
    queries.ensureInfiniteQueryData(ledgerOf(id)),
    queries.ensureQueryData(actionsOf(id)),
    queries.ensureQueryData(factsOf(id)),
    queries.ensureQueryData(entriesOf(id)),
    queries.ensureQueryData(lastMessageOf(id)),
  ];
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
