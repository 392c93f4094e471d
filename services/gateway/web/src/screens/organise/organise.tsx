import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Bars } from "../../parts/bars";
import { Card } from "../../parts/card";
import { Figure } from "../../parts/figure";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Frame } from "./frame";
import frame from "./frame.module.css";
import { FirstSteps } from "./first-steps";
import { useInsight } from "./reading";
import type { Scope } from "./scope";
import { Tiles } from "./tiles";
import { useTelling, type Insight } from "./telling";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const SPANS = [0, 4, 12] as const;

/** How a programme goes: five numbers, each with what it means and something to do about it. */
export default function Organise() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("title")} lead={t("lead")} hasScope>
      {(scope) => <Health scope={scope} />}
    </Frame>
  );
}

function Health({ scope }: { scope: Scope }) {
  const { t } = useTranslation("organise");
  const [weeks, setWeeks] = useState(0);
  const from = weeks ? new Date(Date.now() - weeks * WEEK_MS).toISOString().slice(0, 10) : undefined;
  const { data, error, refetch } = useInsight(scope.programmeId, from);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return (
    <div className={frame.stack}>
      <div className={frame.deeds}>
        <Counted insight={data} />
        <NativeSelect
          aria-label={t("span")}
          value={String(weeks)}
          onChange={(event) => setWeeks(Number(event.target.value))}
          data={SPANS.map((span) => ({ value: String(span), label: t(`spans.${span}`) }))}
        />
      </div>
      {!data.first_day && <FirstSteps scope={scope} />}
      <Tiles insight={data} programmeId={scope.programmeId} />
      {data.people.joined > 0 && <Way insight={data} />}
    </div>
  );
}

/** From when to when, and how roughly. */
function Counted({ insight: { first_day, last_day, step } }: { insight: Insight }) {
  const { t } = useTranslation("organise");
  const { date } = useTelling(step);
  return (
    <p className={frame.quiet}>
      {first_day ? t("counted", { from: date(first_day), to: date(last_day), step }) : t("counted-none", { step })}
    </p>
  );
}

const STEPS = ["joined", "asked", "paired", "met", "learned"] as const;

/** How many came from each step to the next. */
function Way({ insight: { people, step } }: { insight: Insight }) {
  const { t } = useTranslation("organise");
  const { told, percent } = useTelling(step);
  const share = (name: (typeof STEPS)[number]) => people[name] / people.joined;
  const drop = STEPS.slice(1).map((name, before) => ({
    name,
    lost: people[STEPS[before] ?? "joined"] - people[name],
  }));
  const largest = drop.reduce((one, other) => (other.lost > one.lost ? other : one));
  return (
    <Card title={t("way")}>
      <Figure
        takeaway={t(`way-takeaway.${largest.name}`)}
        table={{
          caption: t("way"),
          head: [t("step"), t("people"), t("share")],
          rows: STEPS.map((name) => [t(`steps.${name}`), told(people[name]), percent(share(name))]),
        }}
      >
        <Bars
          bars={STEPS.map((name) => ({ name: t(`steps.${name}`), share: share(name), words: told(people[name]) }))}
        />
      </Figure>
    </Card>
  );
}
