import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { useWhen } from "../../parts/when";
import classes from "./moderation.module.css";

/** Who wrote it, about whom, what it says, and what became of it. */
export function Said({ report }: { report: Schemas["OpenedReport"] }) {
  const { t } = useTranslation("moderation");
  const { full } = useWhen();
  const { reporter_id, reported_id, about, subject_id, pair_id, request_id, made_at, taken_by, closed_at } = report;
  return (
    <>
      <dl className={plain.facts}>
        <Fact name={t("written-by")}>
          <PersonName id={reporter_id} orId />
        </Fact>
        <Fact name={t("about-whom")}>
          <PersonName id={reported_id} orId />
        </Fact>
        <Fact name={t("about-what")}>
          {t(`about.${about}`)}
          {subject_id !== reported_id && (
            <>
              {" "}
              <code>{subject_id}</code>
            </>
          )}
        </Fact>
        {(pair_id ?? request_id) && (
          <Fact name={t(pair_id ? "in-pair" : "in-request")}>
            <code>{pair_id ?? request_id}</code>
          </Fact>
        )}
        <Fact name={t("came")}>{full(made_at)}</Fact>
        {taken_by && (
          <Fact name={t("in-hands-of")}>
            <PersonName id={taken_by} orId />
          </Fact>
        )}
      </dl>
      {report.words ? (
        <blockquote className={classes.words}>{report.words}</blockquote>
      ) : (
        <p className={plain.quiet}>{t(report.words_are_gone ? "words-gone" : "no-words")}</p>
      )}
      {report.decision && report.reason && (
        <p className={plain.note}>
          <strong>{t(`decision.${report.decision}`)}</strong> · {t(`reason.${report.reason}`)}
          {closed_at && ` · ${full(closed_at)}`}
          {report.until && ` · ${t("until", { time: full(report.until) })}`}
        </p>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
