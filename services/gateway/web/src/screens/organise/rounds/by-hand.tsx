import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useNameOf } from "../../../parts/people";
import { PickPerson } from "../../../parts/pick-person";
import frame from "../frame.module.css";
import type { Wish } from "./placed";

type Couple = Schemas["Couple"];

interface ByHandProps {
  /** Held apart until now. */
  forbidden: Couple[];
  /** Wished, and not among the pairs that are shown. */
  wished: { couple: Couple; wish: Wish }[];
  add: (couple: Couple) => void;
  free: (couple: Couple) => void;
  drop: (couple: Couple) => void;
}

/** Two whom an organiser wants together, and those who are held apart. */
export function ByHand({ forbidden, wished, add, free, drop }: ByHandProps) {
  const { t } = useTranslation("organise");
  const [mentee, setMentee] = useState<string>();
  const [mentor, setMentor] = useState<string>();
  const place = () => {
    if (!mentee || !mentor) return;
    add({ mentee_id: mentee, mentor_id: mentor });
    setMentee(undefined);
    setMentor(undefined);
  };
  return (
    <Card title={t("rounds.by-hand")}>
      <div className={frame.columns}>
        <Side label={t("rounds.pick-mentee")} picked={mentee} pick={setMentee} without={mentor} />
        <Side label={t("rounds.pick-mentor")} picked={mentor} pick={setMentor} without={mentee} />
      </div>
      <div>
        <Button variant="default" disabled={!mentee || !mentor} onClick={place}>
          {t("rounds.together")}
        </Button>
      </div>
      {wished.length + forbidden.length > 0 && (
        <ul className={frame.list}>
          {wished.map(({ couple, wish }) => (
            <Two
              key={JSON.stringify(couple)}
              couple={couple}
              words={t(`rounds.wish.${wish}`)}
              deed={t("rounds.drop")}
              act={drop}
            />
          ))}
          {forbidden.map((couple) => (
            <Two
              key={JSON.stringify(couple)}
              couple={couple}
              words={t("rounds.apart")}
              deed={t("rounds.allow")}
              act={free}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface SideProps {
  label: string;
  picked: string | undefined;
  pick: (id: string | undefined) => void;
  without: string | undefined;
}

function Side({ label, picked, pick, without }: SideProps) {
  if (!picked) return <PickPerson label={label} picked={pick} without={without ? [without] : []} />;
  return <Picked label={label} id={picked} clear={() => pick(undefined)} />;
}

function Picked({ label, id, clear }: { label: string; id: string; clear: () => void }) {
  const { t } = useTranslation("organise");
  return (
    <p>
      {label}: <strong>{useNameOf(id)}</strong>{" "}
      <Button size="compact-sm" variant="default" onClick={clear}>
        {t("rounds.other")}
      </Button>
    </p>
  );
}

interface TwoProps {
  couple: Couple;
  words: string;
  deed: string;
  act: (couple: Couple) => void;
}

function Two({ couple, words, deed, act }: TwoProps) {
  const { t } = useTranslation("organise");
  const two = t("pairs.two", { one: useNameOf(couple.mentee_id), other: useNameOf(couple.mentor_id) });
  return (
    <li className={frame.deeds}>
      <strong>{two}</strong> <span className={frame.quiet}>{words}</span>
      <Button size="compact-sm" variant="default" aria-label={`${deed}: ${two}`} onClick={() => act(couple)}>
        {deed}
      </Button>
    </li>
  );
}
