import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useNameOf } from "../../../parts/people";
import { PersonPicker } from "../../../parts/person-picker";
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
  const [mentee, setMentee] = useState<string | null>(null);
  const [mentor, setMentor] = useState<string | null>(null);
  const both = [mentee, mentor].filter((one) => one !== null);
  const place = () => {
    if (!mentee || !mentor) return;
    add({ mentee_id: mentee, mentor_id: mentor });
    setMentee(null);
    setMentor(null);
  };
  return (
    <Card title={t("rounds.by-hand")}>
      <div className={frame.columns}>
        <PersonPicker label={t("rounds.pick-mentee")} chosen={mentee} choose={setMentee} without={both} />
        <PersonPicker label={t("rounds.pick-mentor")} chosen={mentor} choose={setMentor} without={both} />
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
