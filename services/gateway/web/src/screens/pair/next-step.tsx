import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { useWhen } from "../../parts/when";
import classes from "./overview.module.css";
import { usePair } from "./pair-context";
import { WeMet } from "./we-met";

/** The next talk, or whose turn it is to propose one. */
export function NextStep() {
  const { pair } = usePair();
  const next = pair.planned_sessions[0];
  if (pair.ended_at) return <Over />;
  return next ? <Planned {...next} /> : <Unplanned />;
}

function Planned({ session_id, starts_at, minutes, channel, flipped }: Schemas["PlannedSession"]) {
  const { t } = useTranslation("pairs");
  const { t: sessions } = useTranslation("sessions");
  const { pair } = usePair();
  const { moment, ago } = useWhen();
  const isPast = new Date(starts_at).getTime() < Date.now();
  const facts = [
    ago(starts_at),
    sessions("minutes", { count: minutes }),
    channel && sessions(`channel.${channel}`),
    flipped && sessions("flipped"),
  ].filter(Boolean);
  return (
    <Card title={t(isPast ? "next.past" : "next.planned")} tone="teach">
      <p className={classes.moment}>{moment(starts_at)}</p>
      <p className={classes.quiet}>{facts.join(" · ")}</p>
      <div className={classes.deeds}>
        {isPast && <WeMet sessionId={session_id} isFirst />}
        <Button
          component={Link}
          href={`/pairs/${pair.pair_id}/sessions/${session_id}`}
          variant={isPast ? "default" : "filled"}
        >
          {t("next.prepare")}
        </Button>
        {!isPast && <WeMet />}
      </div>
    </Card>
  );
}

function Unplanned() {
  const { t } = useTranslation("pairs");
  const me = useMe();
  const { pair, first } = usePair();
  const isMine = pair.next_owner_id === me.person_id;
  return (
    <Card title={t("next.none")} tone="teach">
      {pair.sessions_held === 0 ? <Welcome /> : <p>{t(isMine ? "next.yours" : "next.theirs", { name: first })}</p>}
      <div className={classes.deeds}>
        <Button component={Link} href={`/pairs/${pair.pair_id}/sessions`}>
          {t("next.plan")}
        </Button>
        <WeMet />
      </div>
    </Card>
  );
}

/** What the house says at the beginning, in the words of this side. */
function Welcome() {
  const { t } = useTranslation("pairs");
  const said = useInWords();
  const { pair, first } = usePair();
  const { data } = api.useQuery("get", "/v1/pairs/{pair_id}/story", { params: { path: { pair_id: pair.pair_id } } });
  const welcome = data?.entries.find(({ kind }) => kind === "welcome")?.words;
  return <p>{welcome ? said(welcome) : t("next.theirs", { name: first })}</p>;
}

function Over() {
  const { t } = useTranslation("pairs");
  const { pair } = usePair();
  return (
    <Card title={t("next.over")} tone="learn">
      <p>{t("next.over-text")}</p>
      <div className={classes.deeds}>
        <Button component={Link} href={`/pairs/${pair.pair_id}/farewell`}>
          {t("next.farewell")}
        </Button>
        <Button component={Link} href={`/pairs/${pair.pair_id}/rematch`} variant="default">
          {t("next.rematch")}
        </Button>
      </div>
    </Card>
  );
}
