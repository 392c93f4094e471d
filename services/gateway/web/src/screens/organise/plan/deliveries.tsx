import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../../api/client";
import { Bars } from "../../../parts/bars";
import { Card } from "../../../parts/card";
import { Figure } from "../../../parts/figure";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { usePlanNames } from "./names";
import { PlanTabs } from "./plan-tabs";
import { CHANNELS } from "./rows";

type Counts = Schemas["DeliveryCounts"];
type Why = Record<string, number>;

const sum = (counts: Iterable<number>) => [...counts].reduce((all, one) => all + one, 0);

/** Whether what is said arrives, and what was better not said. */
export default function Deliveries() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("deliveries.title")} lead={t("deliveries.lead")}>
      {(scope) => (
        <div className={frame.stack}>
          <PlanTabs scope={scope} />
          <Ways />
        </div>
      )}
    </Frame>
  );
}

function Ways() {
  const { t } = useTranslation("organise");
  const { day } = useWhen();
  const { data, error, refetch } = api.useQuery("get", "/v1/programme/deliveries");
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  const channels = CHANNELS.map((channel) => ofChannel(channel, data.data)).filter(({ all }) => all > 0);
  if (channels.length === 0)
    return (
      <Card title={t("deliveries.none")}>
        <p>{t("deliveries.none-text")}</p>
      </Card>
    );
  const failed = sum(channels.map((one) => sum(Object.values(one.failed))));
  return (
    <>
      <Card
        title={t("deliveries.by-channel")}
        aside={<span className={frame.small}>{t("deliveries.since", { day: day(data.since) })}</span>}
      >
        <Figure
          takeaway={t(failed ? "deliveries.some-failed" : "deliveries.all-well", {
            sent: sum(channels.map(({ sent }) => sent)),
            failed,
          })}
          table={{
            caption: t("deliveries.by-channel"),
            head: ["channel", "sent", "waiting", "failed", "dropped"].map((name) => t(`deliveries.${name}`)),
            rows: channels.map((one) => [
              t(`channels.${one.channel}`),
              ...[one.sent, one.waiting, sum(Object.values(one.failed)), sum(Object.values(one.dropped))].map(String),
            ]),
          }}
        >
          <Bars
            bars={channels.map((one) => ({
              name: t(`channels.${one.channel}`),
              share: one.sent / one.all,
              words: t("deliveries.of", { count: one.all, sent: one.sent }),
            }))}
          />
        </Figure>
      </Card>
      <div className={frame.columns}>
        <Reasons title={t("deliveries.why-failed")} why={merged(channels.map(({ failed }) => failed))} />
        <Reasons title={t("deliveries.why-dropped")} why={merged(channels.map(({ dropped }) => dropped))} />
      </div>
    </>
  );
}

function Reasons({ title, why }: { title: string; why: Why }) {
  const { t } = useTranslation("organise");
  const { reasonOf } = usePlanNames();
  const reasons = Object.entries(why).sort(([, one], [, other]) => other - one);
  return (
    <Card title={title}>
      {reasons.length === 0 && <p className={frame.quiet}>{t("deliveries.nothing")}</p>}
      <ul className={frame.plain}>
        {reasons.map(([code, count]) => (
          <li key={code}>
            <strong>{count}</strong> {reasonOf(code)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ofChannel(channel: Counts["channel"], all: Counts[]) {
  const counts = all.filter((one) => one.channel === channel);
  const sent = sum(counts.map((one) => one.sent ?? 0));
  const waiting = sum(counts.map((one) => one.waiting ?? 0));
  const failed = merged(counts.map((one) => one.failed ?? {}));
  const dropped = merged(counts.map((one) => one.dropped ?? {}));
  return {
    channel,
    sent,
    waiting,
    failed,
    dropped,
    all: sent + waiting + sum(Object.values(failed)) + sum(Object.values(dropped)),
  };
}

function merged(counts: Why[]): Why {
  const all: Why = {};
  for (const [code, count] of counts.flatMap((one) => Object.entries(one))) all[code] = (all[code] ?? 0) + count;
  return all;
}
