import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useInWords } from "../../../parts/in-words";
import { Naming } from "../../../parts/names";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { reachOf, within, type Programme, type Scope } from "../scope";
import { Members } from "./members";
import { OpenOrClose } from "./open-or-close";
import { Organisers } from "./organisers";
import { Rules } from "./rules";
import classes from "./programmes.module.css";

/** One programme: where it stands, who would like to be in, who runs it, and its rules. */
export default function OneProgramme() {
  const { id = "" } = useParams();
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  const { data, error, refetch } = api.useQuery("get", "/v1/programmes/{programme_id}", {
    params: { path: { programme_id: id } },
  });
  return (
    <Frame title={data ? inWords(data.called) : t("programmes.one")}>
      {(scope) => {
        if (error && !data) return <Trouble error={error} retry={refetch} />;
        if (!data) return <Waiting />;
        return (
          <Naming reach={reachOf(scope, id)}>
            <Found programme={data} scope={scope} />
          </Naming>
        );
      }}
    </Frame>
  );
}

function Found({ programme, scope }: { programme: Programme; scope: Scope }) {
  const { t } = useTranslation(["organise", "programmes"]);
  const { programme_id, state } = programme;
  return (
    <div className={frame.stack}>
      <p>
        <Link href="/organise/programmes">{t("programmes.back")}</Link>
      </p>
      <Card
        title={t("programmes.stands")}
        aside={
          <span className={frame.tag} data-on={state === "open" || undefined}>
            {t(`programmes:states.${state}`)}
          </span>
        }
      >
        <p className={frame.quiet}>
          {t(`programmes:directions.${programme.direction}`)} · {t(`programmes:entries.${programme.entry}`)} ·{" "}
          {t(`programmes:modes.${programme.mode}`)}
        </p>
        <Stages programme={programme} />
        <div className={frame.deeds}>
          {state !== "draft" && (
            <>
              <Button component={Link} href={within("/organise", programme_id)} variant="default">
                {t("programmes.health")}
              </Button>
              <Button component={Link} href={within("/organise/rounds", programme_id)} variant="default">
                {t("programmes.rounds")}
              </Button>
              <Button component={Link} href={within("/organise/plan/announcements", programme_id)} variant="default">
                {t("programmes.announce")}
              </Button>
            </>
          )}
        </div>
        <OpenOrClose programme={programme} />
      </Card>
      {state !== "draft" && <Members programmeId={programme_id} canChange={state === "open"} />}
      <Organisers programme={programme} canName={scope.seesWhole && state !== "closed"} />
      {state === "closed" ? null : <Rules key={programme_id} programme={programme} />}
    </div>
  );
}

/** A cohort goes from stage to stage, all together. */
function Stages({ programme: { stages = [], stage } }: { programme: Programme }) {
  const { t } = useTranslation("programmes");
  const { day } = useWhen();
  if (stages.length === 0) return null;
  return (
    <ol className={classes.stages}>
      {stages.map((one) => (
        <li key={one.stage} aria-current={one.stage === stage ? "step" : undefined}>
          {t(`stages.${one.stage}`)}
          <span className={frame.small}>{day(one.starts_at)}</span>
        </li>
      ))}
    </ol>
  );
}
