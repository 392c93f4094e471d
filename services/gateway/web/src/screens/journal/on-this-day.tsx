import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { useDays } from "./entries";
import { useHidden } from "./hidden";
import classes from "./journal.module.css";
import { Line } from "./line";

/** What was written on this day of earlier months and years. */
export function OnThisDay() {
  const { t } = useTranslation("journal");
  const today = useDays()();
  const query = { on_this_day: today, limit: 3 };
  const { data } = api.useQuery("get", "/v1/journal/entries", { params: { query } });
  const { isHidden } = useHidden();
  const entries = data?.data.filter(({ entry_id }) => !isHidden(entry_id)) ?? [];
  if (entries.length === 0) return null;
  return (
    <Card title={t("on-this-day")}>
      <ul className={classes.lines}>
        {entries.map((entry) => (
          <Line key={entry.entry_id} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}
