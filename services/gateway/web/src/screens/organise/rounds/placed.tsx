import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOf, type Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useEdit } from "../../../parts/edit";
import { More } from "../../../parts/more";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import frame from "../frame.module.css";
import { useRoundPairs } from "../reading";
import { ByHand } from "./by-hand";
import { Place } from "./place";
import { Solving } from "./solving";
import classes from "./rounds.module.css";

type Couple = Schemas["Couple"];
export type Wish = "lock" | "forbid" | "free";
type Wishes = ReadonlyMap<string, { couple: Couple; wish: Wish }>;

const NONE: Wishes = new Map();

const keyOf = ({ mentee_id, mentor_id }: Couple) => `${mentee_id} ${mentor_id}`;

/** What is wished otherwise is gathered here, and the whole solved again once. */
export function Placed({ round, of }: { round: Schemas["RoundShown"]; of: string | undefined }) {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const { data, error, refetch, ...paging } = useRoundPairs(of, round.round_id, round.version);
  const [isSolving, setSolving] = useState(false);
  // Where somebody else was faster the wishes stay, beside what the round has become.
  const { draft, write, theirs, save, leave } = useEdit<Schemas["RoundShown"], Wishes>({
    version: round.version,
    words: () => t("rounds.said-solved"),
    send: (wishes, version) => sent(adjust(round, of, wishes, version)),
    reread: () => client.invalidateQueries({ queryKey: ["rounds"] }),
  });
  const wishes = draft ?? NONE;
  const isDraft = round.state === "draft";

  const wish = (couple: Couple, wanted: Wish | undefined) => {
    const after = new Map(wishes);
    if (wanted) after.set(keyOf(couple), { couple, wish: wanted });
    else after.delete(keyOf(couple));
    write(after);
  };

  const solve = async () => {
    setSolving(true);
    await save(wishes);
    setSolving(false);
  };

  if (error && !data && problemOf(error).code !== "cursor-unknown") return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  const pairs = data.pages.flatMap((page) => page?.pairs ?? []);
  const isKnown = (couple: Couple) => pairs.some((pair) => keyOf(pair) === keyOf(couple));
  const byHand = [...wishes.values()].filter(({ couple }) => !isKnown(couple));
  return (
    <>
      <Card title={t("rounds.pairs-title")}>
        {pairs.length === 0 && <p>{t("rounds.nothing")}</p>}
        <ul className={frame.list}>
          {pairs.map((pair) => (
            <Place
              key={keyOf(pair)}
              pair={pair}
              wish={wishes.get(keyOf(pair))?.wish}
              change={
                isDraft ? (wanted) => wish({ mentee_id: pair.mentee_id, mentor_id: pair.mentor_id }, wanted) : undefined
              }
            />
          ))}
        </ul>
        <More pages={paging} />
      </Card>
      {isDraft && (
        <ByHand
          forbidden={round.forbidden.filter((couple) => !wishes.has(keyOf(couple)))}
          wished={byHand}
          add={(couple) => wish(couple, "lock")}
          free={(couple) => wish(couple, "free")}
          drop={(couple) => wish(couple, undefined)}
        />
      )}
      {isSolving && <Solving />}
      {wishes.size > 0 && !isSolving && (
        <div className={classes.bar} role="region" aria-label={t("rounds.wishes")}>
          <p role="status">
            {theirs && `${t("rounds.late")} `}
            {t("rounds.wished", { count: wishes.size })}
          </p>
          <div className={frame.deeds}>
            <Button onClick={solve}>{t("rounds.solve-again")}</Button>
            <Button variant="default" onClick={leave}>
              {t("rounds.discard")}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** What was wished before stays, unless it is wished otherwise. */
function adjust(round: Schemas["RoundShown"], of: string | undefined, wishes: Wishes, version: string) {
  const kept = (couples: readonly Couple[]) => couples.filter((couple) => !wishes.has(keyOf(couple)));
  const wished = (wanted: Wish) => [...wishes.values()].filter(({ wish }) => wish === wanted).map(({ couple }) => couple);
  const body = {
    locked: [...kept(round.locked), ...wished("lock")],
    forbidden: [...kept(round.forbidden), ...wished("forbid")],
  };
  const header = { "If-Match": version };
  const { round_id } = round;
  return of
    ? http.PUT("/v1/programmes/{programme_id}/rounds/{round_id}/adjustments", {
        params: { path: { programme_id: of, round_id }, header },
        body,
      })
    : http.PUT("/v1/rounds/{round_id}/adjustments", { params: { path: { round_id }, header }, body });
}
