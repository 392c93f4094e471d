import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { useWhen } from "../../parts/when";
import classes from "./today.module.css";

type Pair = Schemas["Pair"];

/** The soonest of all pairs, or what to do about there being none. */
export function NextSession({ pairs }: { pairs: Pair[] }) {
  const { t } = useTranslation("today");
  const planned = pairs.flatMap((pair) => pair.planned_sessions.map((session) => ({ pair, session })));
  const next = planned.sort((one, other) => one.session.starts_at.localeCompare(other.session.starts_at))[0];
  if (next) return <Next {...next} />;
  const first = pairs[0];
  return (
    <Card title={t(first ? "no-session" : "no-pair")} tone="teach">
      <p>{t(first ? "no-session-pair" : "no-pair-text")}</p>
      <div>
        <Button component={Link} href={first ? `/pairs/${first.pair_id}/sessions` : "/find"}>
          {t(first ? "plan" : "find")}
        </Button>
      </div>
    </Card>
  );
}

function Next({ pair, session }: { pair: Pair; session: Schemas["PlannedSession"] }) {
  const { t } = useTranslation("today");
  const { moment } = useWhen();
  const partner = useNameOf(usePartnerOf(pair));
  const facts = [
    t("next-minutes", { count: session.minutes }),
    session.channel,
    session.flipped && t("next-flipped"),
  ].filter(Boolean);
  return (
    <Card title={t("next")} tone="teach">
      <p className={classes.moment}>{moment(session.starts_at)}</p>
      <p>
        {t("next-with", { name: partner })} · {facts.join(" · ")}
      </p>
      <div>
        <Button component={Link} href={`/pairs/${pair.pair_id}/sessions/${session.session_id}`}>
          {t("prepare")}
        </Button>
      </div>
    </Card>
  );
}
