import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { api, http, problemOf } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { Prose } from "../../parts/prose";
import { Readers } from "../../parts/readers";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./preparation.module.css";
import { pathOf, useTrack, type Step, type Track } from "./steps";

const LONGEST = 4_000;
const PAUSE_MS = 900;

/** One step on one screen: a few minutes to read, and a question to answer for oneself. */
export default function StepScreen() {
  const { t } = useTranslation("preparation");
  const inWords = useInWords();
  const { track: name, step: place } = useParams<{ track: string; step: string }>();
  const { data: track, error, refetch } = useTrack(name);
  const number = Number(place) - 1;
  const step = track?.steps[number];
  if (!track || !step) {
    return (
      <Page title={t("title")}>
        {error ? <Trouble error={error} retry={refetch} /> : track ? <Missing track={name} /> : <Waiting />}
      </Page>
    );
  }
  return (
    <Page
      title={inWords(step.title)}
      lead={t("step-of", { number: number + 1, all: track.steps.length, track: inWords(track.title) })}
    >
      <Shown key={step.step_id} track={track} step={step} number={number} />
    </Page>
  );
}

function Missing({ track }: { track: string }) {
  const { t } = useTranslation("preparation");
  return (
    <Card title={t("no-step")}>
      <p>
        <Link href={`/preparation/${track}`}>{t("to-track")}</Link>
      </p>
    </Card>
  );
}

interface ShownProps {
  track: Track;
  step: Step;
  number: number;
}

function Shown({ track, step, number }: ShownProps) {
  const { t } = useTranslation("preparation");
  const inWords = useInWords();
  const [, go] = useLocation();
  const answer = useAnswer(track.track, step);
  const leaveOut = useLeaveOut(track.track, step);
  const next = number + 1 < track.steps.length ? pathOf(track.track, number + 1) : `/preparation/${track.track}`;
  const goOn = async () => {
    if (await answer.keep()) go(next);
  };
  const skip = () => {
    if (step.state === "open") leaveOut();
    go(next);
  };
  return (
    <div className={classes.reading}>
      <Card>
        <Prose text={inWords(step.text)} />
      </Card>
      <Card title={inWords(step.writes)} aside={<Readers who="mine" />} tone="teach">
        <Textarea
          aria-label={inWords(step.writes)}
          autosize
          size="md"
          minRows={4}
          maxLength={LONGEST}
          value={answer.text}
          onChange={(event) => answer.write(event.currentTarget.value)}
          onBlur={() => void answer.keep()}
        />
        <p className={classes.quiet} role="status">
          {answer.problem ?? t(answer.isKept ? "kept" : "not-kept")}
        </p>
        <div className={classes.deeds}>
          <Button disabled={!answer.text.trim()} onClick={() => void goOn()}>
            {t("next")}
          </Button>
          <Button variant="default" onClick={skip}>
            {t(step.state === "open" && !answer.text.trim() ? "leave-out" : "go-further")}
          </Button>
        </div>
      </Card>
      <nav className={classes.deeds} aria-label={t("around")}>
        {number > 0 && <Link href={pathOf(track.track, number - 1)}>{t("previous")}</Link>}
        <Link href={`/preparation/${track.track}`}>{t("to-track")}</Link>
      </nav>
    </div>
  );
}

/** What is written is kept as one goes; the last counts. */
function useAnswer(track: string, step: Step) {
  const client = useQueryClient();
  const [text, setText] = useState(step.answer ?? "");
  const [kept, setKept] = useState(step.answer ?? "");
  const [problem, setProblem] = useState<string>();
  const keepText = async (wanted: string): Promise<boolean> => {
    const answer = wanted.trim();
    if (!answer || answer === kept.trim()) return true;
    try {
      const path = { track, step_id: step.step_id };
      const put = http.PUT("/v1/preparation/{track}/steps/{step_id}", { params: { path }, body: { answer } });
      const changed = await sent(put);
      setKept(wanted);
      setProblem(undefined);
      replace(client, track, changed);
      return true;
    } catch (error) {
      const { title, detail } = problemOf(error);
      setProblem(`${title}. ${detail}`);
      return false;
    }
  };
  const keepSoon = useDebouncedCallback((wanted: string) => void keepText(wanted), { delay: PAUSE_MS, flushOnUnmount: true });
  return {
    text,
    problem,
    isKept: text.trim() === kept.trim(),
    keep: () => keepText(text),
    write: (next: string) => {
      setText(next);
      keepSoon(next);
    },
  };
}

function useLeaveOut(track: string, step: Step): () => void {
  const { t } = useTranslation("preparation");
  const undo = useUndo();
  const client = useQueryClient();
  const path = { track, step_id: step.step_id };
  return () => {
    replace(client, track, { ...step, state: "left-out" });
    undo.later({
      words: t("said-left-out"),
      send: async () =>
        replace(
          client,
          track,
          await sent(http.POST("/v1/preparation/{track}/steps/{step_id}/skip", { params: { path } })),
        ),
      takeBack: () => replace(client, track, step),
    });
  };
}

/** In the track as it is shown; how far one is with it is read again. */
function replace(client: ReturnType<typeof useQueryClient>, track: string, step: Step | undefined): void {
  const { queryKey } = api.queryOptions("get", "/v1/preparation/{track}", { params: { path: { track } } });
  if (step) {
    client.setQueryData<Track>(queryKey, (before) =>
      before ? { ...before, steps: before.steps.map((one) => (one.step_id === step.step_id ? step : one)) } : before,
    );
  }
  void client.invalidateQueries({ queryKey: ["get", "/v1/preparation"], refetchType: "none" });
  void client.invalidateQueries({ queryKey, refetchType: "none" });
}
