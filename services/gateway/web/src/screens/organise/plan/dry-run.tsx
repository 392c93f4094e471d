import "@mantine/core/styles/Switch.css";
import "@mantine/core/styles/InlineInput.css";
import { NativeSelect, Switch } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../../api/client";
import { useMe } from "../../../app/session";
import { Card } from "../../../parts/card";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { PlanTabs } from "./plan-tabs";
import { Heard } from "./heard";
import { Staff } from "./staff";

const PERSONAS = ["best", "slow", "silent"] as const;
const DIRECTIONS = ["forward", "reverse"] as const;

/** All that two made-up people would hear in half a year, before anybody hears anything. */
export default function DryRun() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("dry.title")} lead={t("dry.lead")}>
      {(scope) => (
        <div className={frame.stack}>
          <PlanTabs scope={scope} />
          <Run />
        </div>
      )}
    </Frame>
  );
}

function Run() {
  const { t, i18n } = useTranslation(["organise", "programmes"]);
  const { time_zone } = useMe();
  const [persona, setPersona] = useState<Schemas["Persona"]>("best");
  const [direction, setDirection] = useState<(typeof DIRECTIONS)[number]>("forward");
  const [isKept, setKept] = useState(false);
  const reading = { locale: i18n.language, time_zone };
  const { data, error, refetch } = useQuery({
    queryKey: ["dry-run", persona, direction, reading],
    placeholderData: keepPreviousData,
    queryFn: () =>
      sent(
        http.POST("/v1/programme/plan/dry-run", {
          body: { persona, direction, mentor: reading, mentee: reading },
        }),
      ),
  });
  return (
    <>
      <div className={frame.fields}>
        <NativeSelect
          label={t("dry.persona")}
          value={persona}
          onChange={(event) => setPersona(PERSONAS.find((one) => one === event.target.value) ?? "best")}
          data={PERSONAS.map((one) => ({ value: one, label: t(`dry.personas.${one}`) }))}
        />
        <NativeSelect
          label={t("programmes:direction")}
          value={direction}
          onChange={(event) => setDirection(event.target.value === "reverse" ? "reverse" : "forward")}
          data={DIRECTIONS.map((one) => ({ value: one, label: t(`programmes:directions.${one}`) }))}
        />
      </div>
      <p className={frame.quiet}>{t(`dry.about.${persona}`)}</p>
      {error && !data ? <Trouble error={error} retry={refetch} /> : null}
      {!data && !error && <Waiting />}
      {data && (
        <>
          <Card title={t("dry.score")}>
            <Takeaway run={data} />
            <Staff run={data} isKept={isKept} />
            <Switch
              label={t("dry.kept", { count: data.kept_back.length })}
              checked={isKept}
              onChange={(event) => setKept(event.target.checked)}
            />
          </Card>
          <Heard run={data} isKept={isKept} />
        </>
      )}
    </>
  );
}

function Takeaway({ run }: { run: Schemas["DryRunShown"] }) {
  const { t } = useTranslation("organise");
  const of = (role: string) => run.messages.filter(({ to }) => to === role).length;
  const weekly = new Map<string, number>();
  for (const { week, to, messages } of run.weeks)
    weekly.set(`${to} ${week}`, (weekly.get(`${to} ${week}`) ?? 0) + messages);
  return (
    <p className={frame.lead}>
      {t("dry.takeaway", { mentor: of("mentor"), mentee: of("mentee"), most: Math.max(0, ...weekly.values()) })}
    </p>
  );
}
