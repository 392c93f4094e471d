import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../parts/card";
import { EditConflict } from "../../../parts/edit-conflict";
import { useInWords } from "../../../parts/in-words";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { PlanTabs } from "./plan-tabs";
import { RowLine } from "./row-line";
import { useRowSaid, written, type Phase, type Row } from "./rows";
import { Score, ScoreLegend } from "./score";
import { usePlan } from "./use-plan";

/** Who hears what, when and why, from the launch to long after the end. */
export default function Plan() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("plan.title")} lead={t("plan.lead")}>
      {(scope) => (
        <div className={frame.stack}>
          <PlanTabs scope={scope} />
          <Rows canChange={scope.seesWhole} />
        </div>
      )}
    </Frame>
  );
}

function Rows({ canChange }: { canChange: boolean }) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  const rowSaid = useRowSaid();
  const { plan, error, refetch, edit } = usePlan();
  const [phase, setPhase] = useState<Phase>("start");
  const [chosen, setChosen] = useState<string>();
  const lines = useRef<HTMLUListElement>(null);
  if (error && !plan) return <Trouble error={error} retry={refetch} />;
  if (!plan) return <Waiting />;
  const choose = (row: Row) => {
    setPhase(row.phase as Phase);
    setChosen(row.name);
    // The line is there after the next painting only.
    requestAnimationFrame(() => {
      const line = lines.current?.querySelector<HTMLElement>(`[data-row="${row.name}"]`);
      line?.scrollIntoView({ block: "nearest" });
      line?.querySelector("h3")?.focus();
    });
  };
  const rows = plan.rows.filter((row) => row.phase === phase);
  const { draft, theirs, save, leave } = edit;
  const late = draft && theirs?.rows.find(({ name }) => name === draft.name);
  return (
    <>
      {late && (
        <EditConflict
          fields={[
            {
              name: inWords(late.purpose),
              theirs: rowSaid(late),
              mine: draft.written ? rowSaid(written(late, draft.written)) : t("plan.house"),
            },
          ]}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      <Card title={t("plan.score")} aside={<ScoreLegend />}>
        <Score
          rows={plan.rows}
          phase={phase}
          chosen={chosen}
          choosePhase={(name) => (setPhase(name), setChosen(undefined))}
          choose={choose}
        />
      </Card>
      <Card title={t("plan.in-phase", { phase: t(`plan.phases.${phase}`), count: rows.length })}>
        <ul className={frame.list} ref={lines}>
          {rows.map((row) => (
            <RowLine
              key={row.name}
              row={row}
              own={plan.own.rows.find(({ name }) => name === row.name)}
              isChosen={row.name === chosen}
              save={canChange ? save : undefined}
            />
          ))}
        </ul>
      </Card>
    </>
  );
}
