import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOf } from "../../api/client";
import { useUndo } from "../../app/undo";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import { PlanForm, type Plan } from "./plan-form";
import { pathOf, readAgain, useOneSession, useShowSession, type Session } from "./session-context";
import classes from "./session.module.css";

const USUAL_MINUTES = 45;

/** Another time, length or place. Where the other was faster both plans are in sight, and nothing is lost. */
export function ChangePlan({ close }: { close: () => void }) {
  const { t } = useTranslation("sessions");
  const { first } = usePair();
  const session = useOneSession();
  const [begunFrom] = useState(session);
  const undo = useUndo();
  const show = useShowSession();
  const isMeanwhile = wordsOf(session) !== wordsOf(begunFrom);

  const send = async (body: Plan) => {
    const patch = ({ version }: Session) =>
      sent(
        http.PATCH("/v1/pairs/{pair_id}/sessions/{session_id}", {
          params: { ...pathOf(session), header: { "If-Match": `"${version}"` } },
          body,
        }),
      );
    try {
      await show(await patch(session));
    } catch (error) {
      if (problemOf(error).code !== "changed-meanwhile") throw error;
      const now = await readAgain(session);
      await show(now);
      // The agenda has the same version: where only that was changed, there is nothing to decide.
      if (!now || wordsOf(now) !== wordsOf(session)) throw error;
      await show(await patch(now));
    }
  };
  const change = async (plan: Plan) => {
    const isChanged = await undo.now({ words: t("change.done", { name: first }), send: () => send(plan) });
    if (isChanged) close();
    return isChanged;
  };

  return (
    <PlanForm
      before={planOf(begunFrom)}
      submit={t(isMeanwhile ? "change.keep-mine" : "change.go")}
      onSubmit={change}
      onLeave={close}
    >
      {isMeanwhile && <Meanwhile takeTheirs={close} />}
    </PlanForm>
  );
}

function Meanwhile({ takeTheirs }: { takeTheirs: () => void }) {
  const { t } = useTranslation("sessions");
  const { first } = usePair();
  const { starts_at, minutes, channel, link } = useOneSession();
  const { moment } = useWhen();
  const theirs = [
    starts_at && moment(starts_at),
    minutes && t("minutes", { count: minutes }),
    channel && t(`channel.${channel}`),
    link,
  ].filter(Boolean);
  return (
    <div className={classes.offer} role="status">
      <p>{t("change.meanwhile", { name: first })}</p>
      <p>
        <strong>{theirs.join(" · ")}</strong>
      </p>
      <div>
        <Button variant="default" onClick={takeTheirs}>
          {t("change.take-theirs")}
        </Button>
      </div>
    </div>
  );
}

function planOf({ starts_at, minutes, channel, link }: Session): Plan | undefined {
  return starts_at ? { starts_at, minutes: minutes ?? USUAL_MINUTES, channel, link: link ?? "" } : undefined;
}

/** The same for the same plan. */
function wordsOf(session: Session): string {
  return JSON.stringify(planOf(session));
}
