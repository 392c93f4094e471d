import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { useInWords } from "../parts/in-words";
import { useWhen } from "../parts/when";
import classes from "./suspension.module.css";

/** On every screen of somebody suspended: until when, what is closed, what stays open, and who helps. */
export function Suspension({ suspension: { until, help } }: { suspension: Schemas["OwnSuspension"] }) {
  const { t } = useTranslation();
  const { moment } = useWhen();
  const inWords = useInWords();
  return (
    <section className={classes.suspension} aria-label={t("suspension.title")}>
      <p>
        <strong>{until ? t("suspension.until", { when: moment(until) }) : t("suspension.open-end")}</strong>
      </p>
      <p>{t("suspension.text")}</p>
      <p>{inWords(help)}</p>
      <p>
        <Link href="/reports">{t("suspension.more")}</Link>
      </p>
    </section>
  );
}
