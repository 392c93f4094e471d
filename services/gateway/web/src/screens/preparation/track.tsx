import { Button } from "@mantine/core";
import { IconCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { stayInRegion } from "../../parts/region";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Done } from "./preparation";
import classes from "./preparation.module.css";
import { Progress } from "./progress";
import { nextOf, pathOf, showLeftOut, useTrack, type Step, type Track } from "./steps";

/** A track: its steps, and how far somebody is with them. */
export default function TrackScreen() {
  const { t } = useTranslation("preparation");
  const inWords = useInWords();
  const { track: name } = useParams<{ track: string }>();
  const { data: track, error, refetch } = useTrack(name);
  return (
    <Page title={inWords(track?.title) || t("title")} lead={inWords(track?.about)}>
      {error && !track && <Trouble error={error} retry={refetch} />}
      {!error && !track && <Waiting />}
      {track && <Overview track={track} />}
    </Page>
  );
}

function Overview({ track }: { track: Track }) {
  const { t } = useTranslation("preparation");
  return (
    <div className={classes.reading}>
      {track.is_finished && track.is_for_me && <Done />}
      <Card title={t("steps")}>
        <Progress done={track.steps_done} all={track.steps_in_all} />
        <ol className={classes.steps}>
          {track.steps.map((step, number) => (
            <StepLine key={step.step_id} step={step} path={pathOf(track.track, number)} />
          ))}
        </ol>
        <div className={classes.deeds}>
          <Button component={Link} href={pathOf(track.track, nextOf(track))}>
            {t(track.is_finished ? "again" : track.steps_done ? "go-on" : "begin")}
          </Button>
          {!track.is_finished && track.is_for_me && <LeaveOut track={track} />}
        </div>
      </Card>
      <p>
        <Link href="/preparation">{t("back")}</Link>
      </p>
    </div>
  );
}

const ICONS = { open: IconCircle, answered: IconCircleCheck, "left-out": IconCircleDashed };

function StepLine({ step, path }: { step: Step; path: string }) {
  const { t } = useTranslation("preparation");
  const inWords = useInWords();
  const Icon = ICONS[step.state];
  return (
    <li className={classes.stepLine} data-state={step.state}>
      <Icon size={22} stroke={1.8} aria-hidden="true" />
      <Link href={path}>{inWords(step.title)}</Link>
      <span className={classes.quiet}>
        {[
          step.state !== "open" && t(`state.${step.state}`),
          step.after && t("later"),
          t("minutes", { count: step.minutes }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </li>
  );
}

/** Done at once: the button goes, and its card keeps the focus. */
function LeaveOut({ track }: { track: Track }) {
  const { t } = useTranslation("preparation");
  const undo = useUndo();
  const client = useQueryClient();
  const leave = () => {
    stayInRegion();
    undo.later({
      words: t("said-left-out-track"),
      takeBack: showLeftOut(client, track),
      send: async () => {
        await sent(http.POST("/v1/preparation/{track}/skip", { params: { path: { track: track.track } } }));
        await client.invalidateQueries();
      },
    });
  };
  return (
    <Button variant="default" onClick={leave}>
      {t("leave-track")}
    </Button>
  );
}
