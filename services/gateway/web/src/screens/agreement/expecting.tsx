import { Button } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { ofPair } from "../../parts/of-pair";
import { Readers } from "../../parts/readers";
import { useInWords } from "../../parts/in-words";
import { Trouble } from "../../parts/trouble";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";
import { ExpectingForm } from "./expecting-form";

type Expectations = Schemas["Expectations"];

/** What each expects, answered alone; and where the two differ, once both have answered. */
export function Expecting() {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const [isAnswering, setAnswering] = useState(false);
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/expectations", ofPair(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : null;
  const hasAnswered = data.questions.every(({ mine }) => mine !== null);
  const state = data.comparison ? "compared" : hasAnswered ? "waits" : "open";
  return (
    <Card title={t("expect.title")} aside={<Readers who={data.comparison ? "pair" : "mine"} name={first} />}>
      {isAnswering ? (
        <ExpectingForm expectations={data} close={() => setAnswering(false)} />
      ) : (
        <>
          <p>{t(`expect.${state}`, { name: first, count: data.comparison?.agreed ?? 0, all: data.questions.length })}</p>
          {data.comparison && <Differences expectations={data} comparison={data.comparison} />}
          {!pair.ended_at && (
            <div>
              <Button variant={state === "open" ? "filled" : "default"} onClick={() => setAnswering(true)}>
                {t(hasAnswered ? "expect.again" : "expect.answer")}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

interface DifferencesProps {
  expectations: Expectations;
  comparison: NonNullable<Expectations["comparison"]>;
}

function Differences({ expectations: { questions }, comparison: { differences } }: DifferencesProps) {
  const { t } = useTranslation("agreement");
  const { first } = usePair();
  const said = useInWords();
  const apartFirst = [...differences].sort((one, other) => Number(one.is_near) - Number(other.is_near));
  return (
    <ul className={classes.differences}>
      {apartFirst.map(({ question_id, mine, theirs, is_near, talk }) => {
        const question = questions.find((one) => one.question_id === question_id);
        if (!question) return null;
        const words = (id: string) => said(question.choices.find(({ choice_id }) => choice_id === id)?.words ?? {});
        return (
          <li key={question_id}>
            <div className={classes.differs}>
              <h3>{said(question.title)}</h3>
              <small>{t(is_near ? "expect.near" : "expect.apart")}</small>
            </div>
            <dl className={classes.sides}>
              <div>
                <dt>{t("expect.you")}</dt>
                <dd>{words(mine)}</dd>
              </div>
              <div>
                <dt>{first}</dt>
                <dd>{words(theirs)}</dd>
              </div>
            </dl>
            <p className={classes.talk}>
              <IconMessageCircle size={20} stroke={1.6} aria-hidden="true" />
              {said(talk)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
