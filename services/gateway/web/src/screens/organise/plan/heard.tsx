import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import frame from "../frame.module.css";
import { usePlanNames } from "./names";
import classes from "./plan.module.css";

type Run = Schemas["DryRunShown"];

/** What either would hear, week by week, in its words. */
export function Heard({ run, isKept }: { run: Run; isKept: boolean }) {
  const { t, i18n } = useTranslation("organise");
  const { nameOf, reasonOf } = usePlanNames();
  const [of, setOf] = useState("mentee");
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: "short", day: "numeric", month: "short" });
  const all = [
    ...run.messages.filter(({ to }) => to === of).map((message) => ({ day: message.day, at: message.at, message })),
    ...(isKept
      ? run.kept_back.filter(({ to }) => to === of).map((kept) => ({ day: kept.day, at: kept.at, kept }))
      : []),
  ].sort((one, other) => one.at.localeCompare(other.at));
  const weeks = [...new Set(all.map(({ day }) => Math.floor(day / 7)))];
  return (
    <Card
      title={t("dry.heard")}
      aside={
        <NativeSelect
          aria-label={t("dry.of")}
          value={of}
          onChange={(event) => setOf(event.target.value)}
          data={["mentee", "mentor"].map((role) => ({ value: role, label: t(`dry.${role}`) }))}
        />
      }
    >
      <ul className={frame.list}>
        {weeks.map((week) => (
          <li key={week} className={frame.item}>
            <h3>{t("dry.week", { week: week + 1 })}</h3>
            {all
              .filter((one) => Math.floor(one.day / 7) === week)
              .map((one, number) =>
                "message" in one ? (
                  <details key={number} className={classes.said}>
                    <summary>
                      {day.format(new Date(one.at))}: {one.message.title}
                    </summary>
                    <div className={frame.message}>
                      <p>{one.message.text}</p>
                      <p className={frame.small}>{one.message.why}</p>
                      <p className={frame.small}>
                        {one.message.channels.map((channel) => t(`channels.${channel}`)).join(", ")}
                        {one.message.moved_for &&
                          ` · ${t("dry.moved", { why: reasonOf(one.message.moved_for) })}`}
                      </p>
                    </div>
                  </details>
                ) : (
                  <p key={number} className={frame.small}>
                    {day.format(new Date(one.at))}:{" "}
                    {t("dry.kept-back", {
                      row: nameOf(one.kept.row),
                      why: reasonOf(one.kept.reason),
                    })}
                  </p>
                ),
              )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
