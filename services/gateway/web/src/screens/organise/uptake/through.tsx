import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { Plot } from "../../../parts/plot";
import frame from "../frame.module.css";
import { useTelling } from "../telling";

type Series = Schemas["Series"];
type Span = Schemas["NumbersOfSpan"];

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
const summed = (values: number[]) => values.map((_, at) => sum(values.slice(0, at + 1)));

/** Three plots: who came how far, what became of requests, and how much was talked. */
export function Through({ series: { data, step }, by }: { series: Series; by: "week" | "month" }) {
  const { t, i18n } = useTranslation("organise");
  const { told } = useTelling(step);
  const times = useMemo(() => {
    const options = by === "week" ? ({ day: "numeric", month: "short" } as const) : ({ month: "long" } as const);
    const format = new Intl.DateTimeFormat(i18n.language, { ...options, year: "numeric", timeZone: "UTC" });
    return data.map(({ begins }) => ({ name: format.format(new Date(begins)), at: new Date(begins) }));
  }, [data, by, i18n.language]);
  const lines = useMemo(() => {
    const line = (name: string, of: (span: Span) => number) => ({ name: t(name), values: data.map(of) });
    const people = (["joined", "asked", "paired", "met"] as const).map((name) => {
      const each = line(`steps.${name}`, (span) => span.people[name]);
      return { ...each, values: summed(each.values) };
    });
    return {
      people,
      requests: [
        line("uptake.accepted", ({ requests }) => requests.accepted),
        line("uptake.declined", ({ requests }) => requests.declined),
        line("uptake.expired", ({ requests }) => requests.expired),
      ],
      pairs: [
        line("uptake.talks", ({ pairs }) => pairs.talks),
        line("uptake.formed", ({ pairs }) => pairs.formed),
        line("uptake.faded", ({ pairs }) => pairs.faded),
      ],
    };
  }, [data, t]);
  if (data.length === 0)
    return (
      <Card title={t("uptake.through")}>
        <p className={frame.quiet}>{t("uptake.through-none", { step })}</p>
      </Card>
    );
  const last = (values: number[] | undefined) => told(values?.at(-1) ?? 0);
  const all = (values: number[] | undefined) => told(sum(values ?? []));
  return (
    <>
      <Card title={t("uptake.people")}>
        <Plot
          title={t("uptake.people")}
          timeName={t(`uptake.${by}`)}
          times={times}
          lines={lines.people}
          takeaway={t("uptake.people-takeaway", {
            joined: last(lines.people[0]?.values),
            paired: last(lines.people[2]?.values),
            met: last(lines.people[3]?.values),
          })}
        />
      </Card>
      <div className={frame.columns}>
        <Card title={t("uptake.requests")}>
          <Plot
            title={t("uptake.requests")}
            timeName={t(`uptake.${by}`)}
            times={times}
            lines={lines.requests}
            takeaway={t("uptake.requests-takeaway", {
              accepted: all(lines.requests[0]?.values),
              declined: all(lines.requests[1]?.values),
              expired: all(lines.requests[2]?.values),
            })}
          />
        </Card>
        <Card title={t("uptake.pairs")}>
          <Plot
            title={t("uptake.pairs")}
            timeName={t(`uptake.${by}`)}
            times={times}
            lines={lines.pairs}
            takeaway={t("uptake.pairs-takeaway", {
              talks: all(lines.pairs[0]?.values),
              formed: all(lines.pairs[1]?.values),
              faded: all(lines.pairs[2]?.values),
            })}
          />
        </Card>
      </div>
    </>
  );
}
