import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { useWhen } from "../../../parts/when";
import frame from "../frame.module.css";
import type { Programme } from "../scope";
import { WEIGHTS } from "./draft";

interface Fact {
  name: string;
  says: string;
}

/** What holds in a programme, in words: the same facts in the same order for each, empty where there is nothing to say. */
export function useFacts(): (settings: Schemas["ProgrammeWritten"]) => Fact[] {
  const { t } = useTranslation("programmes");
  const { day } = useWhen();
  return ({ called, direction, entry, mode, stages = [], pair_months, ends_at, ways = [], musts, weights, privacy }) => {
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
    const begun = stages.map(({ stage, starts_at }) => `${t(`stages.${stage}`)}: ${day(starts_at)}`);
    return [
      { name: t("facts.name"), says: Object.values(called).join(" / ") },
      { name: t("direction"), says: t(`directions.${direction}`) },
      { name: t("entry"), says: t(`entries.${entry}`) },
      { name: t("mode"), says: t(`modes.${mode}`) },
      { name: t("form.stages"), says: begun.join(", ") },
      { name: t("form.months"), says: pair_months ? t("facts.months", { count: pair_months }) : t("facts.open-end") },
      { name: t("form.ends"), says: ends_at ? day(ends_at) : t("facts.open-end") },
      { name: t("form.ways"), says: ways.map((way) => t(`ways.${way}`)).join(", ") },
      { name: t("form.privacy"), says: seen.join(", ") },
      { name: t("form.musts"), says: must.length ? must.join(", ") : t("facts.as-organisation") },
      { name: t("form.weights"), says: weighed.length ? weighed.join(", ") : t("facts.as-organisation") },
    ];
  };
}

export function Summary({ programme }: { programme: Programme }) {
  const factsOf = useFacts();
  return (
    <dl className={frame.facts}>
      {factsOf(programme)
        .filter(({ says }) => says)
        .map(({ name, says }) => (
          <Fact key={name} name={name} says={says} />
        ))}
    </dl>
  );
}

function Fact({ name, says }: Fact) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{says}</dd>
    </>
  );
}
