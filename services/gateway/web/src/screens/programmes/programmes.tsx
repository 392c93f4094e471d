import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Enrol } from "./enrol";
import classes from "./programmes.module.css";

/** What one can take part in. */
export default function Programmes() {
  const { t } = useTranslation("programmes");
  const { data, error, refetch } = api.useQuery("get", "/v1/programmes", { params: { query: { limit: 100 } } });
  const all = data?.data.filter(({ state }) => state !== "draft");
  return (
    <Page title={t("title")} lead={t("lead")}>
      {error && !data ? <Trouble error={error} retry={refetch} /> : null}
      {!data && !error && <Waiting />}
      {all?.length === 0 && (
        <Card title={t("none")}>
          <p>{t("none-text")}</p>
          <div>
            <Link href="/find">{t("find")}</Link>
          </div>
        </Card>
      )}
      <div className={classes.programmes}>
        {all?.map((programme) => (
          <One key={programme.programme_id} programme={programme} />
        ))}
      </div>
    </Page>
  );
}

function One({ programme }: { programme: Schemas["ProgrammeShown"] }) {
  const { t } = useTranslation("programmes");
  const inWords = useInWords();
  const { programme_id, called, direction, standing, state } = programme;
  return (
    <Card
      title={<Link href={`/programmes/${programme_id}`}>{inWords(called)}</Link>}
      aside={standing !== "out" && <span className={classes.standing}>{t(`standing.${standing}`)}</span>}
    >
      <p>{t(`about.${direction}`)}</p>
      {state === "closed" ? <p className={classes.quiet}>{t("states.closed")}</p> : <Enrol programme={programme} />}
    </Card>
  );
}
