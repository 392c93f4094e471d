import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { More } from "../../parts/more";
import { ofPair } from "../../parts/of-pair";
import { PAGING } from "../../parts/paging";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import { WeMet } from "../pair/we-met";
import { PlanForm, type Plan } from "./plan-form";
import { SessionLine } from "./session-line";
import classes from "./sessions.module.css";

/** All talks of a pair: what lies ahead, and what was. */
export default inPair(Sessions);

function Sessions() {
  const { t } = useTranslation("sessions");
  const { pair, first } = usePair();
  const found = api.useInfiniteQuery("get", "/v1/pairs/{pair_id}/sessions", ofPair(pair.pair_id), PAGING);
  if (!found.data) return found.error ? <Trouble error={found.error} retry={found.refetch} /> : null;
  const sessions = found.data.pages.flatMap((page) => page.sessions);
  const ahead = sessions.filter(({ state }) => state === "planned");
  const past = sessions.filter(({ state }) => state !== "planned");
  return (
    <>
      <Card title={t("ahead")} tone="teach" aside={!pair.ended_at && <WeMet />}>
        {ahead.length === 0 && <p className={classes.quiet}>{t("ahead-none", { name: first })}</p>}
        <Lines sessions={ahead} />
        {!pair.ended_at && <PlanAhead isOpenAtFirst={ahead.length === 0} />}
      </Card>
      {past.length > 0 && (
        <Card title={t("past")}>
          <Lines sessions={past} />
          <More pages={found} />
        </Card>
      )}
    </>
  );
}

function Lines({ sessions }: { sessions: Schemas["SessionLine"][] }) {
  return (
    <ul className={classes.lines}>
      {sessions.map((session) => (
        <SessionLine key={session.session_id} session={session} />
      ))}
    </ul>
  );
}

function PlanAhead({ isOpenAtFirst }: { isOpenAtFirst: boolean }) {
  const { t } = useTranslation("sessions");
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  if (!isOpen)
    return (
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t("plan.another")}
        </Button>
      </div>
    );
  return <PlanNew onLeave={isOpenAtFirst ? undefined : () => setOpen(false)} />;
}

function PlanNew({ onLeave }: { onLeave: (() => void) | undefined }) {
  const { t } = useTranslation("sessions");
  const { pair, first } = usePair();
  const [, go] = useLocation();
  const withKey = useIdempotencyKey();
  const undo = useUndo();
  const reread = useReread();
  const plan = async (body: Plan) => {
    const post = (key: string) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } };
      return http.POST("/v1/pairs/{pair_id}/sessions/planned", { params, body });
    };
    let planned: string | undefined;
    const isPlanned = await undo.now({
      words: t("plan.done", { name: first }),
      send: async () => {
        planned = (await sent(withKey(body, post)))?.session_id;
      },
    });
    if (!isPlanned) return false;
    await reread("/v1/pairs/{pair_id}", "/v1/pairs", "/v1/pairs/{pair_id}/sessions");
    if (planned) go(`/pairs/${pair.pair_id}/sessions/${planned}`);
    return true;
  };
  return (
    <PlanForm before={undefined} submit={t("plan.go")} onSubmit={plan} {...(onLeave ? { onLeave } : {})} />
  );
}
