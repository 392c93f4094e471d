import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { may, useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { More } from "../../parts/more";
import { Page } from "../../parts/page";
import { PAGING } from "../../parts/paging";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { Help } from "./help";
import list from "../../parts/list.module.css";
import classes from "./reports.module.css";
import { StateTag } from "./state-tag";

type Report = Schemas["OwnReport"];

/** Where help is, how to tell of misuse in confidence, and what became of what one told. */
export default function Reports() {
  const { t } = useTranslation("reports");
  const me = useMe();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <Button component={Link} href="/reports/new">
          {t("report")}
        </Button>
      }
    >
      <Help />
      <Own />
      {may(me, "moderator") && (
        <Card title={t("moderator")}>
          <p>
            <Link href="/moderation">{t("moderator-link")}</Link>
          </p>
        </Card>
      )}
    </Page>
  );
}

function Own() {
  const { t } = useTranslation("reports");
  const pages = api.useInfiniteQuery("get", "/v1/reports", { params: { query: { limit: 20 } } }, PAGING);
  const reports = pages.data?.pages.flatMap(({ data }) => data);
  return (
    <Card title={t("own")}>
      {pages.error && !reports && <Trouble error={pages.error} retry={pages.refetch} />}
      {reports?.length === 0 && <p className={classes.quiet}>{t("own-none")}</p>}
      <ul className={list.list}>
        {reports?.map((report) => (
          <Line key={report.report_id} report={report} />
        ))}
      </ul>
      <More pages={pages} />
    </Card>
  );
}

function Line({ report: { report_id, kind, state, made_at } }: { report: Report }) {
  const { t } = useTranslation("reports");
  const { data } = api.useQuery("get", "/v1/safeguarding");
  const inWords = useInWords();
  const { moment } = useWhen();
  const name = data?.kinds.find((one) => one.kind === kind)?.name;
  return (
    <li>
      <span>
        <Link href={`/reports/${report_id}`}>{name ? inWords(name) : t("reference", { id: report_id })}</Link>
        <small>{t("made", { when: moment(made_at) })}</small>
      </span>
      <StateTag state={state} />
    </li>
  );
}
