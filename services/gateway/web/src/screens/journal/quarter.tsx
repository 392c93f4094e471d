import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { useDays } from "./entries";
import classes from "./journal.module.css";

const WEEKS = 13;
const STEP = 16;
const HEAD = 14;
/** By how many entries a day has: its size says it as well as its colour. */
const RADII = [1.6, 4.2, 5.6, 7];

/** The last thirteen weeks: on which days something was written. Nothing is counted in a row, nothing can break. */
export function Quarter() {
  const { t, i18n } = useTranslation("journal");
  const me = useMe();
  const { date } = useWhen();
  const today = useDays()();
  const first = startOf(today);
  const { data } = useQuery({
    queryKey: ["quarter", me.person_id, first],
    queryFn: () => daysSince(first, me.person_id),
  });
  if (!data) return null;
  const count = Object.values(data).reduce((sum, one) => sum + one, 0);
  const days = Array.from({ length: WEEKS * 7 }, (_, number) => moved(first, number)).filter((day) => day <= today);
  const month = new Intl.DateTimeFormat(i18n.language, { month: "short", timeZone: "UTC" });
  return (
    <Card title={t("quarter")}>
      <figure className={classes.quarter}>
        <svg viewBox={`0 0 ${WEEKS * STEP} ${HEAD + 7 * STEP}`} role="img" aria-label={t("quarter-says", { count })}>
          {days.map((day, number) => (
            <Day
              key={day}
              at={number}
              count={data[day] ?? 0}
              month={day.endsWith("-01") ? month.format(new Date(day)) : undefined}
            />
          ))}
        </svg>
        <figcaption>{t("quarter-says", { count })}</figcaption>
      </figure>
      {count > 0 && (
        <details>
          <summary>{t("as-table")}</summary>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t("day")}</th>
                <th scope="col">{t("entries")}</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(data).map(([day, number]) => (
                <tr key={day}>
                  <th scope="row">{date(day)}</th>
                  <td>{number}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </Card>
  );
}

function Day({ at, count, month }: { at: number; count: number; month: string | undefined }) {
  const x = Math.floor(at / 7) * STEP;
  const y = HEAD + (at % 7) * STEP + STEP / 2;
  return (
    <>
      {month && (
        <text x={x} y={9} className={classes.monthName}>
          {month}
        </text>
      )}
      <circle cx={x + STEP / 2} cy={y} r={RADII[Math.min(count, RADII.length - 1)]} data-some={count > 0 || undefined} />
    </>
  );
}

/** The Monday with which the quarter begins. */
function startOf(today: string): string {
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  return moved(today, -weekday - (WEEKS - 1) * 7);
}

function moved(day: string, by: number): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** How much I wrote on which day, the newest first. */
async function daysSince(first: string, personId: string): Promise<Record<string, number>> {
  const days: Record<string, number> = {};
  let cursor: string | null | undefined;
  do {
    const query = { limit: 50, ...(cursor && { cursor }) };
    const page = await sent(http.GET("/v1/journal/entries", { params: { query } }));
    for (const { day, author_id } of page?.data ?? []) {
      if (author_id === personId && day >= first) days[day] = (days[day] ?? 0) + 1;
    }
    const last = page?.data.at(-1);
    cursor = last && last.day < first ? null : page?.next_cursor;
  } while (cursor);
  return days;
}
