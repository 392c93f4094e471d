import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { Readers } from "../../parts/readers";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { goalsOf } from "../../parts/whole";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import { Actions } from "./actions";
import { Goal } from "./goal";
import classes from "./goals.module.css";

/** What each wants to reach, and what the two mean to do until they meet again. */
export default inPair(Goals);

function Goals() {
  const { pair } = usePair();
  const { data, error, refetch } = useQuery(goalsOf(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return (
    <>
      {data.data.length === 0 ? <NoGoals /> : <OfBoth goals={data.data} />}
      <Actions />
    </>
  );
}

function NoGoals() {
  const { t } = useTranslation("goals");
  const { pair } = usePair();
  return (
    <Card title={t("none")}>
      <p>{t(pair.ended_at ? "none-ended" : "none-text")}</p>
      {!pair.ended_at && (
        <div>
          <Button component={Link} href={`/pairs/${pair.pair_id}/agreement`}>
            {t("to-agreement")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function OfBoth({ goals }: { goals: readonly Schemas["Goal"][] }) {
  const { t } = useTranslation("goals");
  const { partnerId, first } = usePair();
  const theirs = goals.filter(({ person_id }) => person_id === partnerId);
  const mine = goals.filter(({ person_id }) => person_id !== partnerId);
  return (
    <div className={classes.both}>
      <Card title={t("mine")} aside={<Readers who="pair" name={first} />}>
        <List goals={mine} isMine />
      </Card>
      <Card title={t("theirs", { name: first })}>
        <List goals={theirs} isMine={false} />
      </Card>
    </div>
  );
}

function List({ goals, isMine }: { goals: readonly Schemas["Goal"][]; isMine: boolean }) {
  const { t } = useTranslation("goals");
  if (goals.length === 0) return <p className={classes.quiet}>{t("none-here")}</p>;
  return (
    <ul className={classes.list}>
      {goals.map((goal) => (
        <Goal key={goal.goal_id} goal={goal} isMine={isMine} />
      ))}
    </ul>
  );
}
