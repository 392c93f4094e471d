import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { Bars } from "../../../parts/bars";
import { Card } from "../../../parts/card";
import { Figure } from "../../../parts/figure";
import frame from "../frame.module.css";
import { useRound, useRounds } from "../reading";

type Row = Schemas["FairnessRow"];

const ROLES = ["mentee", "mentor"] as const;
const GAP = 0.15;

const shareOf = ({ people, left_out }: Row) => (people ? (people - left_out) / people : 0);

/** Whom a round places, by group, held against all and against another round. */
export function Fairness({ round, of }: { round: Schemas["RoundShown"]; of: string | undefined }) {
  const { t, i18n } = useTranslation("organise");
  const attributes = [...new Set(round.fairness.map(({ attribute }) => attribute))];
  const [attribute, setAttribute] = useState(attributes[0] ?? "department");
  const [role, setRole] = useState<(typeof ROLES)[number]>("mentee");
  const [otherId, setOther] = useState<string>();
  const rounds = useRounds(of).data?.pages.flatMap((page) => page?.rounds ?? []) ?? [];
  const others = rounds.filter(({ round_id }) => round_id !== round.round_id);
  const other = useRound(of, otherId).data;
  const share = new Intl.NumberFormat(i18n.language, { style: "percent" });

  const ofKind = (one: Schemas["RoundShown"]) =>
    one.fairness.filter((row) => row.attribute === attribute && row.role === role);
  const rows = ofKind(round);
  const nameOf = ({ group }: Row) => group ?? t("rounds.small-groups");
  const people = rows.reduce((all, row) => all + row.people, 0);
  const mean = people ? rows.reduce((all, row) => all + row.people - row.left_out, 0) / people : 0;
  const lowest = rows.reduce<Row | undefined>(
    (one, row) => (one && shareOf(one) <= shareOf(row) ? one : row),
    undefined,
  );
  const elsewhere = (row: Row) => other && ofKind(other).find(({ group }) => group === row.group);
  const compared = (row: Row) => {
    const there = elsewhere(row);
    return there ? ` ${t("rounds.compared", { share: share.format(shareOf(there)) })}` : "";
  };
  const takeaway = () => {
    if (!lowest) return t("rounds.fairness-none");
    if (mean === 0) return t("rounds.fairness-nobody");
    const numbers = { group: nameOf(lowest), lowest: share.format(shareOf(lowest)), share: share.format(mean) };
    return t(mean - shareOf(lowest) > GAP ? "rounds.fairness-gap" : "rounds.fairness-even", numbers);
  };

  return (
    <Card title={t("rounds.fairness")}>
      <div className={frame.deeds}>
        <NativeSelect
          aria-label={t("uptake.group-by")}
          value={attribute}
          onChange={(event) => setAttribute(event.target.value)}
          data={attributes.map((one) => ({ value: one, label: t(`uptake.kinds.${one}`) }))}
        />
        <NativeSelect
          aria-label={t("rounds.role")}
          value={role}
          onChange={(event) => setRole(event.target.value === "mentor" ? "mentor" : "mentee")}
          data={ROLES.map((one) => ({ value: one, label: t(`rounds.${one}s`) }))}
        />
        {others.length > 0 && (
          <NativeSelect
            aria-label={t("rounds.compare")}
            value={otherId ?? ""}
            onChange={(event) => setOther(event.target.value || undefined)}
            data={[
              { value: "", label: t("rounds.compare-none") },
              ...others.map(({ round_id, name }) => ({ value: round_id, label: t("rounds.compare-with", { name }) })),
            ]}
          />
        )}
      </div>
      <Figure
        takeaway={takeaway()}
        table={{
          caption: t("rounds.fairness"),
          head: [
            t(`uptake.kinds.${attribute}`),
            t("people"),
            t("rounds.shown"),
            t("rounds.asked"),
            t("rounds.left-out"),
            t("share"),
            ...(other ? [other.name] : []),
          ],
          rows: rows.map((row) => {
            const there = elsewhere(row);
            return [
              nameOf(row),
              ...[row.people, row.shown, row.asked, row.left_out].map(String),
              share.format(shareOf(row)),
              ...(other ? [there ? share.format(shareOf(there)) : "–"] : []),
            ];
          }),
        }}
      >
        <Bars
          tone={role === "mentee" ? "learn" : "teach"}
          mean={mean}
          bars={rows.map((row) => ({
            name: nameOf(row),
            share: shareOf(row),
            words: `${t("rounds.placed-of", { count: row.people, placed: row.people - row.left_out })}${compared(row)}`,
          }))}
        />
      </Figure>
    </Card>
  );
}
