/** Numbers as they may be told: in steps, so that none is about fewer people than was promised. */

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";

export type Insight = Schemas["Insight"];

export function useTelling(step: number) {
  const { t, i18n } = useTranslation("organise");
  const number = new Intl.NumberFormat(i18n.language);
  const share = new Intl.NumberFormat(i18n.language, { style: "percent" });
  // Days of the calendar, which are the same everywhere.
  const day = new Intl.DateTimeFormat(i18n.language, { day: "numeric", month: "long", timeZone: "UTC" });
  return {
    /** 0 is anything from nobody to one less than a step; null is not told at all. */
    told: (count: number | null) =>
      count === null ? t("untold") : count === 0 ? t("fewer-than", { step }) : number.format(count),
    percent: (of: number) => share.format(of),
    date: (iso: string) => day.format(new Date(iso)),
  };
}
