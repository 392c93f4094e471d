import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { PersonName } from "../../parts/person-name";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { Help } from "./help";
import classes from "./reports.module.css";
import { StateTag } from "./state-tag";

/** One of one's own reports, with what was written. */
export default function Report() {
  const { t } = useTranslation("reports");
  const { id = "" } = useParams<{ id: string }>();
  const { data, error, refetch } = api.useQuery(
    "get",
    "/v1/reports/{report_id}",
    { params: { path: { report_id: id } } },
    { meta: { isSecret: true } },
  );
  return (
    <Page title={t("one")} lead={t("reference", { id })}>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {data && <Shown report={data} />}
      <Help />
      <p>
        <Link href="/reports">{t("to-own")}</Link>
      </p>
    </Page>
  );
}

function Shown({ report }: { report: Schemas["OwnReport"] }) {
  const { t } = useTranslation("reports");
  const { data } = api.useQuery("get", "/v1/safeguarding");
  const inWords = useInWords();
  const { moment } = useWhen();
  const name = data?.kinds.find(({ kind }) => kind === report.kind)?.name;
  return (
    <Card title={name ? inWords(name) : t("one")} aside={<StateTag state={report.state} />}>
      <p>
        <strong>{t("about")}</strong>{" "}
        {report.about === "person" ? <PersonName id={report.subject_id} orId /> : t(`about-${report.about}`)}
      </p>
      {report.words ? <p className={classes.words}>{report.words}</p> : <p className={classes.quiet}>{t("no-words")}</p>}
      <ol className={classes.steps}>
        <li>{t("made", { when: moment(report.made_at) })}</li>
        <li>{t(report.state === "received" ? "taken-not" : "taken")}</li>
        <li>{report.closed_at ? t("closed", { when: moment(report.closed_at) }) : t("closed-not")}</li>
      </ol>
      {data && (
        <p className={classes.quiet}>
          <strong>{t("who-reads")}</strong> {inWords(data.who_reads)}
        </p>
      )}
    </Card>
  );
}
