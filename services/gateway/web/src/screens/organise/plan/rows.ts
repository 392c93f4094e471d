/** The rows of a plan: when they come, who hears them, and how a change to one is written down. */

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";

export type Row = Schemas["RowShown"];
export type Written = Schemas["RowWritten"];

export const PHASES = ["launch", "find", "start", "go", "risk", "end", "run"] as const;
export type Phase = (typeof PHASES)[number];

export const LANES = ["mentor", "mentee", "everybody", "organisers"] as const;
export type Lane = (typeof LANES)[number];

export const CHANNELS = ["inbox", "mail", "push", "chat", "calendar"] as const;

/** In whose lanes a row stands. */
export function lanesOf({ to, kind }: Row): Lane[] {
  if (kind === "organising") return ["organisers"];
  const lanes = LANES.filter((lane) => to.includes(lane));
  return lanes.length ? lanes : ["everybody"];
}

/** When a row comes, after what it follows. */
export function useWhenSaid(): (row: Row) => string {
  const { t } = useTranslation("organise");
  return ({ delay, every_days }) => {
    const { days = 0, hours = 0, at } = delay;
    const said = [
      days > 0 && t("plan.days-later", { count: days }),
      days < 0 && t("plan.days-before", { count: -days }),
      hours !== 0 && t("plan.hours-later", { count: hours }),
      days === 0 && hours === 0 && t("plan.at-once"),
      at && t("plan.at", { at }),
      every_days > 0 && t("plan.again", { count: every_days }),
    ];
    return said.filter(Boolean).join(", ");
  };
}

/** All that can be otherwise about a row. */
export function useRowSaid(): (row: Row) => string {
  const { t } = useTranslation("organise");
  const whenSaid = useWhenSaid();
  return (row) => {
    if (row.is_off) return t("plan.off");
    const channels = row.channels.map((channel) => t(`channels.${channel}`)).join(", ");
    const worth = row.expires?.days && t("plan.worth", { count: row.expires.days });
    return [whenSaid(row), channels, worth].filter(Boolean).join(" · ");
  };
}

/** The row as somebody would have it. */
export function written(row: Row, { off = false, channels, delay, expires, every_days }: Written): Row {
  return {
    ...row,
    is_off: off,
    channels: channels ?? row.channels,
    delay: delay ?? row.delay,
    expires: expires ?? row.expires,
    every_days: every_days ?? row.every_days,
  };
}

/** Nothing of it is otherwise than the house has it. */
export function isAsHouse({ name: _, off, ...rest }: Written): boolean {
  return !off && Object.values(rest).every((value) => value === null || (Array.isArray(value) && value.length === 0));
}

/** All that is otherwise, with this row otherwise too; undefined: as the house has it. */
export function withRow(own: readonly Written[], name: string, row: Written | undefined): Written[] {
  const others = own.filter((one) => one.name !== name);
  return row ? [...others, row] : others;
}
