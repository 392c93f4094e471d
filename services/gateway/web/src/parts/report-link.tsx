import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import classes from "./report-link.module.css";

type Subject = Schemas["ReportSubject"];

/** Quietly, beside somebody or something: to a report in confidence about just this. */
export function ReportLink({ subject: { about, id, pair_id, request_id } }: { subject: Subject }) {
  const { t } = useTranslation();
  const asked = new URLSearchParams({ about, id });
  if (pair_id) asked.set("pair_id", pair_id);
  if (request_id) asked.set("request_id", request_id);
  return (
    <Link href={`/reports/new?${asked}`} className={classes.link}>
      {t("report-link")}
    </Link>
  );
}
