import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { outline } from "../../../parts/plot";
import classes from "./plan.module.css";

type Run = Schemas["DryRunShown"];

const WIDTH = 900;
const WEEK = 7;
const NOTE = 4.5;
const STEP = 12;
const SHAPES = { critical: "square", personal: "circle", nudge: "diamond" } as const;

/** Two lanes with time along: a note for each message, upon each other where they come together. */
export function Staff({ run, isKept }: { run: Run; isKept: boolean }) {
  const { t } = useTranslation("organise");
  const lanes = (["mentor", "mentee"] as const).map((role) => ({ role, notes: notesOf(run, role, isKept) }));
  const days = Math.max(WEEK, ...lanes.flatMap(({ notes }) => notes.map(({ day }) => day)));
  const x = (day: number) => 8 + (day / days) * (WIDTH - 16);
  const heights = lanes.map(({ notes }) => (Math.max(1, ...notes.map(({ level }) => level + 1)) + 1) * STEP + 16);
  const height = heights.reduce((all, one) => all + one, 24);
  const weeks = Array.from({ length: Math.floor(days / WEEK / 4) + 1 }, (_, number) => number * 4);
  return (
    // All of it is in the list below, in words.
    <div className={classes.time} aria-hidden="true">
      <div className={classes.staff}>
        <svg viewBox={`0 0 ${WIDTH} ${height}`}>
          {weeks.map((week) => (
            <g key={week}>
              <line x1={x(week * WEEK)} x2={x(week * WEEK)} y1="0" y2={height - 20} className={classes.week} />
              <text x={x(week * WEEK) + 3} y={height - 6}>
                {t("dry.week", { week: week + 1 })}
              </text>
            </g>
          ))}
          {lanes.map(({ role, notes }, number) => {
            const floor = heights.slice(0, number + 1).reduce((all, one) => all + one, 0);
            return (
              <g key={role}>
                <line x1="0" x2={WIDTH} y1={floor} y2={floor} className={classes.week} />
                <text x="0" y={floor - (heights[number] ?? 0) + 14}>
                  {t(`dry.${role}`)}
                </text>
                {notes.map(({ key, day, level, shape, isSaid }) => (
                  <path
                    key={key}
                    d={outline(shape, x(day), floor - 8 - level * STEP, NOTE)}
                    className={isSaid ? classes[`${role}Note`] : classes.kept}
                  />
                ))}
              </g>
            );
          })}
        </svg>
      </div>
    </div>
  );
}

function notesOf({ messages, kept_back }: Run, role: string, isKept: boolean) {
  const notes = [
    ...messages.map((one) => ({ ...one, shape: SHAPES[one.importance], isSaid: true })),
    ...(isKept ? kept_back.map((one) => ({ ...one, shape: "circle" as const, isSaid: false })) : []),
  ].filter(({ to }) => to === role);
  notes.sort((one, other) => one.day - other.day);
  const last = new Map<number, number>();
  return notes.map(({ day, row, shape, isSaid }, number) => {
    // Days that lie so close together share a column.
    const column = Math.floor(day / 3);
    const level = (last.get(column) ?? -1) + 1;
    last.set(column, level);
    return { key: `${number} ${row}`, day: column * 3, level, shape, isSaid };
  });
}
