import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Readers } from "../../parts/readers";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import { WeMet } from "../pair/we-met";
import { ChangePlan } from "./change-plan";
import { pathOf, useOneSession, useShowSession, type Session } from "./session-context";
import { useFactsOf } from "./session-line";
import classes from "./session.module.css";

/** So long before, it may have been held sooner than planned. */
const EARLY_MS = 12 * 60 * 60 * 1000;

/** When and where, and what can become of it. */
export function SessionHead() {
  const { t } = useTranslation("sessions");
  const { first, pair } = usePair();
  const session = useOneSession();
  const facts = useFactsOf(session);
  const { moment } = useWhen();
  const [isChanging, setChanging] = useState(false);
  const at = session.held_at ?? session.starts_at;
  const ahead = new Date(session.starts_at ?? 0).getTime() - Date.now();
  const isLate = ahead < 0;
  return (
    <Card title={at ? moment(at) : t("session")} tone="teach" aside={<Readers who="pair" name={first} />}>
      <p className={classes.quiet}>{facts.join(" · ")}</p>
      {session.link && <Where link={session.link} />}
      <Slots />
      {isChanging ? (
        <ChangePlan close={() => setChanging(false)} />
      ) : (
        !pair.ended_at &&
        session.state !== "held" && (
          <div className={classes.deeds}>
            {session.state === "planned" && ahead < EARLY_MS && <WeMet sessionId={session.session_id} isFirst={isLate} />}
            <Button variant="default" onClick={() => setChanging(true)}>
              {t(session.state === "planned" ? "change.open" : "change.anew")}
            </Button>
            {session.state === "planned" && <Flip />}
          </div>
        )
      )}
      {session.state === "planned" && !isChanging && <CallOff isLate={isLate} />}
    </Card>
  );
}

function Where({ link }: { link: string }) {
  const { t } = useTranslation("sessions");
  if (!/^https?:\/\//i.test(link)) return <p>{t("where", { link })}</p>;
  return (
    <p>
      <a href={link} target="_blank" rel="noreferrer noopener">
        {t("join")} <IconExternalLink size={16} aria-hidden="true" />
      </a>
    </p>
  );
}

/** Roles swapped, for this once. */
function Flip() {
  const { t } = useTranslation("sessions");
  const { first } = usePair();
  const me = useMe();
  const session = useOneSession();
  const change = useSessionDeed();
  const flip = () =>
    change(t(session.leads_id === me.person_id ? "flip.they-lead" : "flip.you-lead", { name: first }), () =>
      session.flipped
        ? sent(http.DELETE("/v1/pairs/{pair_id}/sessions/{session_id}/flip", { params: pathOf(session) }))
        : sent(http.PUT("/v1/pairs/{pair_id}/sessions/{session_id}/flip", { params: pathOf(session) })),
    );
  return (
    <Button variant="default" onClick={() => void flip()}>
      {t(session.flipped ? "flip.back" : "flip.go")}
    </Button>
  );
}

/** Not today after all, or somebody did not come. */
function CallOff({ isLate }: { isLate: boolean }) {
  const { t } = useTranslation("sessions");
  const { first, partnerId } = usePair();
  const me = useMe();
  const session = useOneSession();
  const change = useSessionDeed();
  const params = pathOf(session);
  const cancel = (by_id: string) =>
    change(t("call-off.said"), () =>
      sent(http.POST("/v1/pairs/{pair_id}/sessions/{session_id}/cancellation", { params, body: { by_id } })),
    );
  const missed = (absent_id: string | null) =>
    change(t("call-off.said-missed"), () =>
      sent(http.POST("/v1/pairs/{pair_id}/sessions/{session_id}/absence", { params, body: { absent_id } })),
    );
  return (
    <details className={classes.more}>
      <summary>{t(isLate ? "call-off.missed" : "call-off.title")}</summary>
      <div>
        <Button variant="default" onClick={() => void cancel(me.person_id)}>
          {t("call-off.me")}
        </Button>
        <Button variant="default" onClick={() => void cancel(partnerId)}>
          {t("call-off.them", { name: first })}
        </Button>
        {isLate && (
          <>
            <Button variant="default" onClick={() => void missed(me.person_id)}>
              {t("call-off.me-absent")}
            </Button>
            <Button variant="default" onClick={() => void missed(partnerId)}>
              {t("call-off.them-absent", { name: first })}
            </Button>
            <Button variant="default" onClick={() => void missed(null)}>
              {t("call-off.both-absent")}
            </Button>
          </>
        )}
      </div>
    </details>
  );
}

/** Times near by for a senior who could not come: finding the new one is theirs. */
function Slots() {
  const { t } = useTranslation("sessions");
  const { first } = usePair();
  const session = useOneSession();
  const { moment } = useWhen();
  const change = useSessionDeed();
  if (session.slots.length === 0) return null;
  const take = (slot: string) =>
    change(t("slots.said", { name: first }), () =>
      sent(
        http.POST("/v1/pairs/{pair_id}/sessions/{session_id}/rebooking", { params: pathOf(session), body: { slot } }),
      ),
    );
  return (
    <div className={classes.offer}>
      <p>{t("slots.text", { name: first })}</p>
      <div className={classes.deeds}>
        {session.slots.map((slot) => (
          <Button key={slot} onClick={() => void take(slot)}>
            {moment(slot)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function useSessionDeed() {
  const undo = useUndo();
  const show = useShowSession();
  return (words: string, send: () => Promise<Session | undefined>) =>
    undo.now({ words, send: async () => show(await send()) });
}
