import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useInWords } from "../../../parts/in-words";
import { More } from "../../../parts/more";
import { useNameOf } from "../../../parts/people";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import frame from "../frame.module.css";
import { useLeftOut } from "../reading";

interface LeftOutProps {
  round: Schemas["RoundShown"];
  of: string | undefined;
}

/** How many go without, for which reason; by name for whoever wants to help them. */
export function LeftOut({ round, of }: LeftOutProps) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  const [isNamed, setNamed] = useState(false);
  const sides = (["mentee", "mentor"] as const).map((role) => ({
    role,
    reasons: round.left_out.filter((one) => one.role === role),
  }));
  return (
    <Card title={t("rounds.left-out-title")}>
      {round.left_out.length === 0 && <p>{t("rounds.left-out-none")}</p>}
      <div className={frame.columns}>
        {sides.map(
          ({ role, reasons }) =>
            reasons.length > 0 && (
              <div key={role} className={frame.item}>
                <h3>{t(`rounds.${role}s`)}</h3>
                <ul className={frame.plain}>
                  {reasons.map(({ code, words, people }) => (
                    <li key={code}>
                      <strong>{people}</strong> {inWords(words)}
                    </li>
                  ))}
                </ul>
              </div>
            ),
        )}
      </div>
      {round.left_out.length > 0 && (
        <div>
          <Button variant="default" aria-expanded={isNamed} onClick={() => setNamed(!isNamed)}>
            {t("rounds.left-out-names")}
          </Button>
        </div>
      )}
      {isNamed && <Names round={round} of={of} />}
    </Card>
  );
}

function Names({ round, of }: LeftOutProps) {
  const { data, error, refetch, ...paging } = useLeftOut(of, round.round_id, round.version, true);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return (
    <>
      <ul className={frame.list}>
        {data.pages
          .flatMap((page) => page?.people ?? [])
          .map((person) => (
            <Person key={`${person.role} ${person.person_id}`} person={person} />
          ))}
      </ul>
      <More pages={paging} />
    </>
  );
}

function Person({ person: { person_id, role, words } }: { person: Schemas["PersonLeftOut"] }) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  return (
    <li className={frame.item}>
      <h3>
        {useNameOf(person_id)} <span className={frame.tag}>{t(`rounds.as-${role}`)}</span>
      </h3>
      <p>{inWords(words)}</p>
    </li>
  );
}
