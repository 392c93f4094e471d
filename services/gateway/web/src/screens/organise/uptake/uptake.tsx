import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../parts/card";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { useSeries, useUptake } from "../reading";
import type { Scope } from "../scope";
import { useTelling } from "../telling";
import { Groups } from "./groups";
import { Through } from "./through";

/** Who takes part and who is not reached, and how it went through time. */
export default function Uptake() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("uptake.title")} lead={t("uptake.lead")} hasScope>
      {(scope) => <Pictures scope={scope} />}
    </Frame>
  );
}

function Pictures({ scope: { programmeId } }: { scope: Scope }) {
  const { t } = useTranslation("organise");
  const [by, setBy] = useState<"week" | "month">("week");
  const series = useSeries(programmeId, by);
  const uptake = useUptake(programmeId);
  const table = programmeId ? `/v1/programmes/${programmeId}/insight.csv` : "/v1/insight.csv";
  return (
    <div className={frame.stack}>
      <div className={frame.deeds}>
        <NativeSelect
          aria-label={t("uptake.by")}
          value={by}
          onChange={(event) => setBy(event.target.value === "month" ? "month" : "week")}
          data={(["week", "month"] as const).map((span) => ({ value: span, label: t(`uptake.by-${span}`) }))}
        />
        <Button component="a" href={table} download variant="default">
          {t("uptake.csv")}
        </Button>
      </div>
      {series.error && !series.data ? <Trouble error={series.error} retry={series.refetch} /> : null}
      {!series.data && !series.error && <Waiting />}
      {series.data && <Through series={series.data} by={by} />}
      {uptake.error && !uptake.data ? <Trouble error={uptake.error} retry={uptake.refetch} /> : null}
      {uptake.data && (
        <Card title={t("uptake.groups")} aside={<AsOf day={uptake.data.last_day} step={uptake.data.step} />}>
          <Groups uptake={uptake.data} programmeId={programmeId} />
        </Card>
      )}
    </div>
  );
}

function AsOf({ day, step }: { day: string; step: number }) {
  const { t } = useTranslation("organise");
  const { date } = useTelling(step);
  return <span className={frame.small}>{t("uptake.as-of", { day: date(day), step })}</span>;
}
