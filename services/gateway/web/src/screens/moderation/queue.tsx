import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { useKind } from "./kinds";
import classes from "./moderation.module.css";

type State = Schemas["QueuedReport"]["state"];

const STATES: readonly State[] = ["received", "in-hand", "closed"];
const TONES = { received: "learn", "in-hand": "teach", closed: undefined } as const;

/** What waits, is in hand or was decided: nothing of what it says. */
export function Queue() {
  const { t } = useTranslation("moderation");
  const [state, setState] = useState<State>("received");
  const found = api.useInfiniteQuery(
    "get",
    "/v1/moderation/reports",
    { params: { query: { state, limit: 20 } } },
    PAGING,
  );
  const reports = found.data?.pages.flatMap((page) => page.data);
  return (
    <Card title={t("queue")}>
      <div className={classes.states} role="group" aria-label={t("which")}>
        {STATES.map((one) => (
          <Button
            key={one}
            size="compact-md"
            {...(one !== state && { variant: "default" })}
            aria-pressed={one === state}
            onClick={() => setState(one)}
          >
            {t(`state.${one}`)}
          </Button>
        ))}
      </div>
      {found.error && !reports && <Trouble error={found.error} retry={found.refetch} />}
      {!reports && !found.error && <Waiting />}
      {reports?.length === 0 && <p className={plain.quiet}>{t(`none.${state}`)}</p>}
      <ul className={plain.rows}>
        {reports?.map((report) => (
          <Line key={report.report_id} report={report} />
        ))}
      </ul>
      <More pages={found} />
    </Card>
  );
}

function Line({ report }: { report: Schemas["QueuedReport"] }) {
  const { t } = useTranslation("moderation");
  const { ago } = useWhen();
  const me = useMe();
  const kind = useKind();
  const { report_id, state, made_at, taken_by, decision, about } = report;
  return (
    <li className={plain.row}>
      <div className={plain.what}>
        <Link href={`/moderation/reports/${report_id}`}>{kind(report.kind)}</Link>
        <span>
          {t(`about.${about}`)} · {ago(made_at)}
          {decision && ` · ${t(`decision.${decision}`)}`}
        </span>
        {taken_by && <span>{taken_by === me.person_id ? t("with-you") : <With id={taken_by} />}</span>}
      </div>
      <ReportState state={state} />
    </li>
  );
}

function With({ id }: { id: string }) {
  const { t } = useTranslation("moderation");
  return (
    <>
      {t("with")} <PersonName id={id} orId />
    </>
  );
}

export function ReportState({ state }: { state: State }) {
  const { t } = useTranslation("moderation");
  const tone = TONES[state];
  return <Tag {...(tone && { tone })}>{t(`state.${state}`)}</Tag>;
}
