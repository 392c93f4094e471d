import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { http, once } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { ReportLink } from "../../parts/report-link";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import classes from "./course.module.css";
import { usePair } from "./pair-context";
import { turnNow, turnsOf, turnWords, type Turn } from "./turns";

const DAY_MS = 24 * 60 * 60 * 1000;
const BREAK_DAYS = [14, 30];
const LONGER_DAYS = 91;

/** A break, more time, another direction, an end, a report: what is seldom wanted, at the foot of the page. */
export function Course() {
  const { t } = useTranslation("pairs");
  const { pair, partnerId } = usePair();
  const report = <ReportLink subject={{ about: "person", id: partnerId }} />;
  if (pair.ended_at) return <p>{report}</p>;
  return (
    <details className={classes.course}>
      <summary>{t("course.title")}</summary>
      <div className={classes.parts}>
        {pair.standing === "paused" ? <Resume /> : <Break />}
        <Longer />
        <Turns />
        <section>
          <h3>{t("course.end")}</h3>
          <p>{t("course.end-text")}</p>
          <Button component={Link} href={`/pairs/${pair.pair_id}/farewell`} variant="default">
            {t("course.end-go")}
          </Button>
        </section>
      </div>
      <p>{report}</p>
    </details>
  );
}

function Break() {
  const { t } = useTranslation("pairs");
  const { first } = usePair();
  const change = useChange();
  return (
    <section>
      <h3>{t("course.break")}</h3>
      <p>{t("course.break-text", { name: first })}</p>
      <div className={classes.deeds}>
        {BREAK_DAYS.map((days) => (
          <Button key={days} variant="default" onClick={() => void change.pause(inDays(days))}>
            {t("course.break-days", { count: days })}
          </Button>
        ))}
        <Button variant="default" onClick={() => void change.pause(null)}>
          {t("course.break-open")}
        </Button>
      </div>
    </section>
  );
}

function Resume() {
  const { t } = useTranslation("pairs");
  const change = useChange();
  return (
    <section>
      <h3>{t("course.break")}</h3>
      <p>{t("course.paused")}</p>
      <Button onClick={() => void change.resume()}>{t("course.resume")}</Button>
    </section>
  );
}

function Longer() {
  const { t } = useTranslation("pairs");
  const { pair } = usePair();
  const { date } = useWhen();
  const change = useChange();
  const from = Math.max(Date.now(), pair.planned_until ? new Date(pair.planned_until).getTime() : 0);
  const until = new Date(from + LONGER_DAYS * DAY_MS).toISOString();
  return (
    <section>
      <h3>{t("course.longer")}</h3>
      <p>{pair.planned_until ? t("course.until", { day: date(pair.planned_until) }) : t("course.until-open")}</p>
      <Button variant="default" onClick={() => void change.extend(until)}>
        {t("course.longer-go", { day: date(until) })}
      </Button>
    </section>
  );
}

function Turns() {
  const { t } = useTranslation("pairs");
  const me = useMe();
  const inPair = usePair();
  const change = useChange();
  return (
    <section>
      <h3>{t("course.turn")}</h3>
      <p>{t("course.turn-text", { name: inPair.first })}</p>
      <div className={classes.deeds}>
        {turnsOf(inPair, me.person_id).map((turn) => (
          <Button key={turn.direction} variant="default" onClick={() => void change.turn(turn)}>
            {turnWords(t, turn, inPair)}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** Another direction that one of the two wishes for: the other says yes, or leaves it as it is. */
export function TurnWished() {
  const { t } = useTranslation("pairs");
  const me = useMe();
  const inPair = usePair();
  const change = useChange();
  const { pair, first } = inPair;
  const { turn } = pair;
  if (!turn || turn.direction === "flash") return null;
  const wished: Turn = { direction: turn.direction, mentor_id: turn.mentor_id };
  const words = turnWords(t, wished, inPair);
  // To wish for how it is drops the wish.
  const asItIs = turnNow(inPair);
  const isMine = turn.person_id === me.person_id;
  return (
    <Card title={t(isMine ? "turn.wished-by-you" : "turn.wished", { name: first })} tone="learn">
      <p>{words}</p>
      <div className={classes.deeds}>
        {!isMine && <Button onClick={() => void change.agree(wished)}>{t("turn.agree")}</Button>}
        {asItIs && (
          <Button variant="default" onClick={() => void change.drop(asItIs)}>
            {t(isMine ? "turn.take-back" : "turn.leave")}
          </Button>
        )}
      </div>
    </Card>
  );
}

function inDays(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

/** Each is decided elsewhere, which takes a moment: the answer waits for it. */
function useChange() {
  const { t } = useTranslation("pairs");
  const { pair, first } = usePair();
  const undo = useUndo();
  const reread = useReread();
  const params = () => ({
    path: { pair_id: pair.pair_id },
    header: { "Idempotency-Key": once(), Prefer: "wait=10" },
  });
  const change = async (said: string, send: () => Promise<unknown>) => {
    const words = t(`course.${said}`, { name: first });
    if (await undo.now({ words, send })) await reread("/v1/pairs/{pair_id}", "/v1/pairs", "/v1/pairs/{pair_id}/timeline");
  };
  const turned = (said: string) => (body: Turn) =>
    change(said, () => sent(http.POST("/v1/pairs/{pair_id}/turn", { params: params(), body })));
  return {
    pause: (until: string | null) =>
      change("said-break", () => sent(http.POST("/v1/pairs/{pair_id}/pause", { params: params(), body: { until } }))),
    resume: () =>
      change("said-resumed", () => sent(http.POST("/v1/pairs/{pair_id}/resumption", { params: params() }))),
    extend: (until: string) =>
      change("said-longer", () =>
        sent(http.POST("/v1/pairs/{pair_id}/extension", { params: params(), body: { until } })),
      ),
    turn: turned("said-wished"),
    agree: turned("said-turned"),
    drop: turned("said-dropped"),
  };
}
