import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { http, problemOf, type Problem, type Schemas } from "../../api/client";
import { may, useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Decide } from "./decide";
import { useKind } from "./kinds";
import { Notes } from "./notes";
import { ReportState } from "./queue";
import { Said } from "./said";

type Opened = Schemas["OpenedReport"];

/** One report. It is opened by a click of its own: that stands in the audit log, before a word is read. */
export default function Report() {
  const { t } = useTranslation("moderation");
  const me = useMe();
  if (!may(me, "moderator")) return <Page title={t("not-yours")} lead={t("not-yours-lead")} />;
  return (
    <Page title={t("report")} lead={<Link href="/moderation">{t("back")}</Link>}>
      <Content />
    </Page>
  );
}

/** What was opened is kept in this screen alone: not where this browser keeps answers, and read once a click. */
function Content() {
  const { t } = useTranslation("moderation");
  const { id = "" } = useParams();
  const reread = useReread();
  const [report, setReport] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const path = { report_id: id };
  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setReport((await sent(http.GET("/v1/moderation/reports/{report_id}", { params: { path } }))) ?? null);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (!report)
    return (
      <>
        <Card title={t("before")} tone="learn">
          <p>{t("before-text")}</p>
          <p className={plain.quiet}>{t("before-concerns")}</p>
          <div>
            <Button leftSection={<IconEye size={18} />} loading={isBusy} onClick={() => void open()}>
              {t("open")}
            </Button>
          </div>
        </Card>
        {problem && <Trouble error={problem} />}
      </>
    );
  const changed = async (queued: Schemas["QueuedReport"] | undefined, more: Partial<Opened> = {}) => {
    setReport((before) => before && { ...before, ...queued, ...more });
    await reread("/v1/moderation/reports", "/v1/moderation/suspensions");
  };
  return <Shown report={report} changed={changed} />;
}

interface ShownProps {
  report: Opened;
  changed: (queued: Schemas["QueuedReport"] | undefined, more?: Partial<Opened>) => Promise<void>;
}

function Shown({ report, changed }: ShownProps) {
  const { t } = useTranslation("moderation");
  const me = useMe();
  const undo = useUndo();
  const kind = useKind();
  const { report_id, state, taken_by } = report;
  const isMine = taken_by === me.person_id;
  const take = () =>
    undo.now({
      words: t("said-taken"),
      send: async () => {
        const params = { path: { report_id } };
        await changed(await sent(http.PUT("/v1/moderation/reports/{report_id}/taking", { params })));
      },
    });
  return (
    <>
      <Card title={kind(report.kind)} aside={<ReportState state={state} />}>
        <Said report={report} />
        {state !== "closed" && !isMine && (
          <div className={plain.deeds}>
            <Button onClick={() => void take()}>{t(taken_by ? "take-over" : "take")}</Button>
            <span className={plain.quiet}>{t("take-text")}</span>
          </div>
        )}
      </Card>
      <Notes report={report} canWrite={isMine && state !== "closed"} changed={changed} />
      {isMine && state !== "closed" && <Decide report={report} changed={changed} />}
    </>
  );
}
