import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useRequests } from "../../parts/asked";
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
  if (!first) return <NoPair />;
  return (
    <Card title={t("no-session")} tone="teach">
      <p>{t("no-session-pair")}</p>
      <div>
        <Button component={Link} href={`/pairs/${first.pair_id}/sessions`}>
          {t("plan")}
        </Button>
      </div>
    </Card>
  );
}

/** Whoever has not begun is led; whoever has asked already only looks further. */
function NoPair() {
  const { t } = useTranslation("today");
  const { data } = useRequests();
  const isNew = data?.data.length === 0;
  return (
    <Card title={t(isNew ? "begin" : "no-pair")} tone="teach">
      <p>{t("no-pair-text")}</p>
      <div>
        <Button component={Link} href={isNew ? "/welcome" : "/find"}>
          {t(isNew ? "begin-go" : "find")}
        </Button>
      </div>
      <p>
        <Link href="/me/profile">{t("profile")}</Link>
      </p>
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
