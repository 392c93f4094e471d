import { IconCalendar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useMe } from "../../app/session";
import { Balance } from "../../parts/balance";
import { flowOf } from "../../parts/flow";
import { exchangesOf } from "../../parts/of-pair";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import { useStanding } from "../pair/standing";
import { Ways } from "../pair/ways";
import classes from "./pairs.module.css";

/** One pair in the list: with whom, where it stands, what comes next, and what flowed. */
export function PairCard() {
  const me = useMe();
  const { pair, partner } = usePair();
  const standing = useStanding();
  const { data } = useQuery(exchangesOf(pair.pair_id));
  return (
    <li className={classes.pair} data-direction={pair.direction}>
      <div className={classes.words}>
        <h2>
          <Link href={`/pairs/${pair.pair_id}`}>{partner}</Link>
        </h2>
        <p className={classes.quiet}>{standing}</p>
        <Ways isShort />
        {!pair.ended_at && <Next />}
      </div>
      {data && <Balance {...flowOf(data.months, me.person_id)} size={84} />}
    </li>
  );
}

function Next() {
  const { t } = useTranslation("pairs");
  const me = useMe();
  const { pair, first } = usePair();
  const { moment } = useWhen();
  const next = pair.planned_sessions[0];
  const isMine = pair.next_owner_id === me.person_id;
  return (
    <p className={classes.next}>
      <IconCalendar size={18} aria-hidden="true" />
      {next ? (
        <Link href={`/pairs/${pair.pair_id}/sessions/${next.session_id}`}>{moment(next.starts_at)}</Link>
      ) : (
        <Link href={`/pairs/${pair.pair_id}/sessions`}>
          {t(isMine ? "list.your-turn" : "list.their-turn", { name: first })}
        </Link>
      )}
    </p>
  );
}
