import { useTranslation } from "react-i18next";
import { useInWords } from "../../../parts/in-words";
import { useWhen } from "../../../parts/when";
import frame from "../frame.module.css";
import type { Programme } from "../scope";
import { WEIGHTS } from "./draft";

/** What holds in a programme, in words. */
export function Summary({ programme }: { programme: Programme }) {
  const { t } = useTranslation("programmes");
  const inWords = useInWords();
  const { day } = useWhen();
  const { musts, weights, privacy } = programme;
  const must = [
    musts?.other_department && t("form.other-department"),
    musts?.same_site && t("form.same-site"),
    musts?.least_overlap ? t("facts.overlap", { count: musts.least_overlap }) : undefined,
  ].filter(Boolean);
  const weighed = WEIGHTS.flatMap((name) => {
    const weight = weights?.[name];
    return weight === null || weight === undefined ? [] : `${t(`weights.${name}`)}: ${weight}`;
  });
  const seen = [
    privacy?.pairs_in_need && t("form.pairs-in-need"),
    privacy?.health_bands && t("form.health-bands"),
    t("facts.smallest-group", { count: privacy?.smallest_group ?? 5 }),
  ].filter(Boolean);
  const facts = [
    [t("facts.name"), inWords(programme.called)],
    [t("direction"), t(`directions.${programme.direction}`)],
    [t("entry"), t(`entries.${programme.entry}`)],
    [t("mode"), t(`modes.${programme.mode}`)],
    [
      t("form.months"),
      programme.pair_months ? t("facts.months", { count: programme.pair_months }) : t("facts.open-end"),
    ],
    [t("form.ends"), programme.ends_at ? day(programme.ends_at) : t("facts.open-end")],
    [t("form.ways"), (programme.ways ?? []).map((way) => t(`ways.${way}`)).join(", ")],
    [t("form.privacy"), seen.join(", ")],
    [t("form.musts"), must.length ? must.join(", ") : t("facts.as-organisation")],
    [t("form.weights"), weighed.length ? weighed.join(", ") : t("facts.as-organisation")],
  ];
  return (
    <dl className={frame.facts}>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name ?? ""} value={value ?? ""} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
