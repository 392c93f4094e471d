/** Times in the reader's language and their own time zone. */

import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";

type Time = string | Date;

export interface When {
  /** Monday, 3 May. */
  day: (time: Time) => string;
  /** Monday, 3 May, 14:30. */
  moment: (time: Time) => string;
  /** 3 May 2026. Of a calendar's day (`2026-05-03`) it is that day everywhere. */
  date: (day: string) => string;
  /** 14:30. */
  clock: (time: Time) => string;
  /** In 2 days, yesterday. */
  ago: (time: Time) => string;
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function useWhen(): When {
  const { i18n } = useTranslation();
  const { time_zone: timeZone } = useMe();
  const format = (time: Time, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone, ...options }).format(new Date(time));
  const long = { weekday: "long", day: "numeric", month: "long" } as const;
  return {
    day: (time) => format(time, long),
    moment: (time) => format(time, { ...long, hour: "2-digit", minute: "2-digit" }),
    date: (day) => new Intl.DateTimeFormat(i18n.language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day)),
    clock: (time) => format(time, { hour: "2-digit", minute: "2-digit" }),
    ago: (time) => {
      const seconds = (new Date(time).getTime() - Date.now()) / 1000;
      const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
      return new Intl.RelativeTimeFormat(i18n.language, { numeric: "auto" }).format(Math.round(seconds / length), unit);
    },
  };
}
