import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../../api/client";
import { Bars } from "../../../parts/bars";
import { Figure } from "../../../parts/figure";
import frame from "../frame.module.css";
import { within } from "../scope";
import { useTelling } from "../telling";

type Group = Schemas["UptakeGroup"];

const KINDS = ["department", "site", "seniority"] as const;
const MEASURES = ["joined", "asked", "paired", "met", "learned"] as const;
/** So many points below the whole, somebody is not being reached. */
const GAP = 0.1;

export function Groups({ uptake, programmeId }: { uptake: Schemas["Uptake"]; programmeId: string | undefined }) {
  const { t } = useTranslation("organise");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("department");
  const [measure, setMeasure] = useState<(typeof MEASURES)[number]>("asked");
  const { told, percent } = useTelling(uptake.step);
  const groups = uptake[kind];
  const nameOf = ({ name }: Group) =>
    name === null ? t("uptake.others") : kind === "seniority" ? t("uptake.seniority-of", { level: name }) : name;
  const shareOf = (group: Group) => {
    const count = group[measure];
    return count === null || group.people === 0 ? null : count / group.people;
  };
  const counted = groups.filter((group) => shareOf(group) !== null);
  const people = counted.reduce((all, group) => all + group.people, 0);
  const mean = people ? counted.reduce((all, group) => all + (group[measure] ?? 0), 0) / people : undefined;
  const lowest = [...counted].sort((one, other) => (shareOf(one) ?? 0) - (shareOf(other) ?? 0))[0];
  const isBehind = lowest !== undefined && mean !== undefined && mean - (shareOf(lowest) ?? 0) > GAP;
  const takeaway = () => {
    if (!lowest || mean === undefined) return t("uptake.groups-untold");
    if (!isBehind) return t("uptake.groups-even", { share: percent(mean) });
    return t("uptake.groups-behind", {
      group: nameOf(lowest),
      lowest: percent(shareOf(lowest) ?? 0),
      share: percent(mean),
    });
  };
  return (
    <>
      <div className={frame.deeds}>
        <NativeSelect
          aria-label={t("uptake.group-by")}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? "department")}
          data={KINDS.map((one) => ({ value: one, label: t(`uptake.kinds.${one}`) }))}
        />
        <NativeSelect
          aria-label={t("uptake.measure")}
          value={measure}
          onChange={(event) => setMeasure(MEASURES.find((one) => one === event.target.value) ?? "asked")}
          data={MEASURES.map((one) => ({ value: one, label: t(`steps.${one}`) }))}
        />
      </div>
      {groups.length === 0 ? (
        <p className={frame.quiet}>{t("uptake.groups-none", { step: uptake.step })}</p>
      ) : (
        <Figure
          takeaway={takeaway()}
          table={{
            caption: t("uptake.groups"),
            head: [t(`uptake.kinds.${kind}`), t("people"), ...MEASURES.map((one) => t(`steps.${one}`))],
            rows: groups.map((group) => [
              nameOf(group),
              told(group.people),
              ...MEASURES.map((one) => told(group[one])),
            ]),
          }}
        >
          <Bars
            mean={mean}
            bars={groups.map((group) => ({
              name: nameOf(group),
              share: shareOf(group),
              words: t("uptake.of", { count: group.people, some: told(group[measure]) }),
            }))}
          />
        </Figure>
      )}
      {isBehind && lowest.name !== null && kind !== "seniority" && (
        <div>
          <Button
            component={Link}
            href={within("/organise/plan/announcements", programmeId, { [kind]: lowest.name })}
            variant="default"
          >
            {t("uptake.reach", { group: lowest.name })}
          </Button>
        </div>
      )}
    </>
  );
}
