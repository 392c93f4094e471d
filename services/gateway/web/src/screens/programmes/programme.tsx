import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client";
import { may, useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { Enrol } from "./enrol";
import classes from "./programmes.module.css";

/** One programme, for whoever might take part: what it is for, how one comes in, and who sees what. */
export default function Programme() {
  const { id = "" } = useParams();
  const { t } = useTranslation("programmes");
  const { data, error, refetch } = api.useQuery("get", "/v1/programmes/{programme_id}", {
    params: { path: { programme_id: id } },
  });
  if (data) return <Found programme={data} />;
  return <Page title={t("title")}>{error ? <Trouble error={error} retry={refetch} /> : <Waiting />}</Page>;
}

function Found({ programme }: { programme: Schemas["ProgrammeShown"] }) {
  const { t } = useTranslation("programmes");
  const me = useMe();
  const inWords = useInWords();
  const { day } = useWhen();
  const { direction, entry, state, stages = [], pair_months, ends_at, organiser_ids, privacy, standing } = programme;
  const runs = may(me, "administrator") || organiser_ids.includes(me.person_id);
  return (
    <Page
      title={inWords(programme.called)}
      lead={t(`about.${direction}`)}
      actions={
        runs && (
          <Button component={Link} href={`/organise/programmes/${programme.programme_id}`} variant="default">
            {t("run")}
          </Button>
        )
      }
    >
      <div className={classes.programmes}>
        <Card title={t(`you.${standing}`)} tone="teach">
          <p>{state === "closed" ? t("closed") : t(`come-in.${entry}`)}</p>
          {state === "open" && <Enrol programme={programme} />}
          {standing === "in" && state === "open" && (
            <div>
              <Button component={Link} href="/find" variant="default">
                {t("find")}
              </Button>
            </div>
          )}
        </Card>
        <Card title={t("both")} tone="learn">
          <ul className={classes.plain}>
            {(t("both-ways", { returnObjects: true }) as string[]).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {pair_months ? <li>{t("facts.pairs-for", { count: pair_months })}</li> : null}
            {ends_at && <li>{t("facts.until", { day: day(ends_at) })}</li>}
          </ul>
        </Card>
        <Card title={t("seen")}>
          <ul className={classes.plain}>
            <li>{t("seen-never")}</li>
            <li>{t("seen-numbers", { count: privacy?.smallest_group ?? 5 })}</li>
            <li>{t(privacy?.pairs_in_need ? "seen-pairs" : "seen-no-pairs")}</li>
          </ul>
        </Card>
        {stages.length > 0 && (
          <Card title={t("form.stages")}>
            <ul className={classes.plain}>
              {stages.map((one) => (
                <li key={one.stage} aria-current={one.stage === programme.stage ? "step" : undefined}>
                  {t(`stages.${one.stage}`)}: {day(one.starts_at)}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Page>
  );
}
