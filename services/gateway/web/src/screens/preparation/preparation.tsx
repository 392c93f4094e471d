import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./preparation.module.css";
import { Progress } from "./progress";

type Line = Schemas["TrackLine"];

/** What prepares somebody for their part, a few minutes at a time. */
export default function Preparation() {
  const { t } = useTranslation("preparation");
  const { data, error, refetch } = api.useQuery("get", "/v1/preparation");
  const mine = data?.tracks.filter(({ is_for_me }) => is_for_me) ?? [];
  const others = data?.tracks.filter(({ is_for_me }) => !is_for_me) ?? [];
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <Button component={Link} href="/resources" variant="default">
          {t("library")}
        </Button>
      }
    >
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {mine.length > 0 && mine.every(({ is_finished }) => is_finished) && <Done />}
      <div className={classes.tracks}>
        {mine.map((line) => (
          <TrackCard key={line.track} line={line} />
        ))}
      </div>
      {others.length > 0 && (
        <section className={classes.others}>
          <h2>{t("others")}</h2>
          <p className={classes.quiet}>{t("others-text")}</p>
          <div className={classes.tracks}>
            {others.map((line) => (
              <TrackCard key={line.track} line={line} isSmall />
            ))}
          </div>
        </section>
      )}
    </Page>
  );
}

function TrackCard({ line, isSmall = false }: { line: Line; isSmall?: boolean }) {
  const { t } = useTranslation("preparation");
  const inWords = useInWords();
  const path = `/preparation/${line.track}`;
  const title = inWords(line.title);
  const deed = line.is_finished ? "look" : line.steps_done ? "go-on" : "begin";
  const Heading = isSmall ? "h3" : "h2";
  return (
    <Card>
      <Heading>{title}</Heading>
      <p>{inWords(line.about)}</p>
      {(!isSmall || line.steps_done > 0) && <Progress done={line.steps_done} all={line.steps_in_all} />}
      <p className={classes.quiet}>{t("minutes-all", { count: line.minutes })}</p>
      <div>
        <Button
          component={Link}
          href={path}
          {...((isSmall || line.is_finished) && { variant: "default" })}
          aria-label={t("deed-of", { deed: t(isSmall ? "look" : deed), title })}
        >
          {t(isSmall ? "look" : deed)}
        </Button>
      </div>
    </Card>
  );
}

/** Something is done: where it leads. To what else is for me, or to the first talk. */
export function Done() {
  const { t } = useTranslation("preparation");
  const inWords = useInWords();
  const { data } = api.useQuery("get", "/v1/preparation");
  const next = data?.tracks.find(({ is_for_me, is_finished }) => is_for_me && !is_finished);
  if (!next) return <Ready />;
  return (
    <Card title={t("track-done")} tone="teach">
      <p>{t("track-next", { title: inWords(next.title) })}</p>
      <div>
        <Button component={Link} href={`/preparation/${next.track}`}>
          {t("go-on")}
        </Button>
      </div>
    </Card>
  );
}

/** All that was for me is done: where it leads. */
function Ready() {
  const { t } = useTranslation("preparation");
  const { data } = api.useQuery("get", "/v1/pairs");
  const pair = data?.data.find(({ ended_at }) => !ended_at);
  return (
    <Card title={t("ready")} tone="teach">
      <p>{t(pair ? "ready-pair" : "ready-none")}</p>
      <div>
        <Button component={Link} href={pair ? `/pairs/${pair.pair_id}` : "/find"}>
          {t(pair ? "to-pair" : "to-find")}
        </Button>
      </div>
    </Card>
  );
}
