import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { http, once, type Schemas } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { sent } from "../../../parts/sent";
import frame from "../frame.module.css";
import { useUptake } from "../reading";
import { within, type Scope } from "../scope";
import { Pool } from "./pool";
import { Solving } from "./solving";

const DIRECTIONS = ["forward", "reverse", "reciprocal", "peer"] as const;
const JUNIOR: Schemas["Pool"] = { lowest_seniority: 0, highest_seniority: 4 };
const SENIOR: Schemas["Pool"] = { lowest_seniority: 5, highest_seniority: 10 };

/** Who is to be placed with whom. What is not said here is as the programme has it. */
export function MakeRound({ scope, leave }: { scope: Scope; leave: () => void }) {
  const { t } = useTranslation(["organise", "programmes"]);
  const [, go] = useLocation();
  const client = useQueryClient();
  const undo = useUndo();
  const uptake = useUptake(scope.programmeId);
  const [key, setKey] = useState(once);
  const [plan, setPlan] = useState<Schemas["RoundPlan"]>(() => {
    const direction = DIRECTIONS.find((one) => one === scope.programme?.direction) ?? "forward";
    const isReverse = direction === "reverse";
    return { name: "", direction, mentees: isReverse ? SENIOR : JUNIOR, mentors: isReverse ? JUNIOR : SENIOR };
  });
  const [isSolving, setSolving] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  // Another plan is another round: it needs a key of its own.
  const change = (part: Partial<Schemas["RoundPlan"]>) => (setPlan({ ...plan, ...part }), setKey(once()));
  /** Turned round, those who have more experience are the mentees. */
  const turn = (direction: (typeof DIRECTIONS)[number]) => {
    const isTurned = (direction === "reverse") !== (plan.direction === "reverse");
    change({ direction, ...(isTurned ? { mentees: plan.mentors, mentors: plan.mentees } : {}) });
  };
  const names = (groups: Schemas["UptakeGroup"][] | undefined) => (groups ?? []).flatMap(({ name }) => name ?? []);
  const known = { departments: names(uptake.data?.department), sites: names(uptake.data?.site) };

  const make = async (event: React.FormEvent) => {
    event.preventDefault();
    setSolving(true);
    const header = { "Idempotency-Key": key };
    let made: Schemas["RoundShown"] | undefined;
    await undo.now({
      words: t("rounds.said-made"),
      send: async () => {
        made = await sent(
          scope.programmeId
            ? http.POST("/v1/programmes/{programme_id}/rounds", {
                params: { path: { programme_id: scope.programmeId }, header },
                body: plan,
              })
            : http.POST("/v1/rounds", { params: { header }, body: plan }),
        );
      },
    });
    setSolving(false);
    void client.invalidateQueries({ queryKey: ["rounds"] });
    if (made) go(within(`/organise/rounds/${made.round_id}`, scope.programmeId));
  };

  return (
    <Card title={t("rounds.make")} tone="teach">
      <p className={frame.quiet}>{t(scope.programmeId ? "rounds.make-of-programme" : "rounds.make-of-all")}</p>
      <form className={frame.stack} onSubmit={make}>
        <div className={frame.fields}>
          <TextInput
            ref={first}
            label={t("rounds.name")}
            required
            maxLength={120}
            value={plan.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <NativeSelect
            label={t("programmes:direction")}
            value={plan.direction ?? "forward"}
            onChange={(event) => turn(DIRECTIONS.find((one) => one === event.target.value) ?? "forward")}
            data={DIRECTIONS.map((one) => ({ value: one, label: t(`programmes:directions.${one}`) }))}
          />
        </div>
        <div className={frame.columns}>
          <Pool
            title={t("rounds.mentees")}
            key={`mentees ${plan.direction === "reverse"}`}
            pool={plan.mentees}
            change={(mentees) => change({ mentees })}
            known={known}
          />
          <Pool
            title={t("rounds.mentors")}
            key={`mentors ${plan.direction === "reverse"}`}
            pool={plan.mentors}
            change={(mentors) => change({ mentors })}
            known={known}
          />
        </div>
        {isSolving ? (
          <Solving />
        ) : (
          <div className={frame.deeds}>
            <Button type="submit">{t("rounds.solve")}</Button>
            <Button variant="default" onClick={leave}>
              {t("cancel")}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
