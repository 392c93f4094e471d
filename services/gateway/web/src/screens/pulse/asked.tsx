import { Button } from "@mantine/core";
import { IconMoodCry, IconMoodEmpty, IconMoodHappy, IconMoodSad, IconMoodSmile } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { RadioGroup } from "../../parts/radio-group";
import { ofPair } from "../../parts/of-pair";
import { Readers } from "../../parts/readers";
import { titleAround } from "../../parts/refocus";
import { useInWords } from "../../parts/in-words";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { usePair } from "../pair/pair-context";
import { Offers } from "./offers";
import classes from "./pulse.module.css";

type PulseShown = Schemas["PulseShown"];

const FACES = [IconMoodCry, IconMoodSad, IconMoodEmpty, IconMoodSmile, IconMoodHappy];
/** An answer up to here asks for something to be done, the gateway says so, too. */
const LOW = 3;

/** The pulse: one question at a time, with a face and a word for each answer. */
export function Asked() {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  const [isAnswering, setAnswering] = useState(false);
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/pulse", ofPair(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  if (data.number === null) return <NotYet />;
  return (
    <Card title={t("pulse.title")} aside={<Readers who="mine" />}>
      {!pair.ended_at && (isAnswering || !data.answer) ? (
        <Form pulse={data} number={data.number} close={() => setAnswering(false)} />
      ) : (
        <Answered pulse={data} again={() => setAnswering(true)} />
      )}
    </Card>
  );
}

function NotYet() {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  if (pair.ended_at) return null;
  return (
    <Card title={t("pulse.title")} aside={<Readers who="mine" />}>
      <div className={classes.faces} aria-hidden="true">
        {FACES.map((Face, at) => (
          <Face key={at} size={36} stroke={1.4} />
        ))}
      </div>
      <p>{t("pulse.not-yet")}</p>
    </Card>
  );
}

function Form({ pulse, number, close }: { pulse: PulseShown; number: number; close: () => void }) {
  const { t } = useTranslation("care");
  const said = useInWords();
  const give = useGive(number);
  const [at, setAt] = useState(0);
  const [scores, setScores] = useState<Record<string, number>>(() => ({ ...pulse.answer }));
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const question = pulse.questions[at];
  if (!question) return null;
  const score = scores[question.code];
  const isLast = at === pulse.questions.length - 1;
  const go = (step: number) => {
    setAt(at + step);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("input:checked, input")?.focus());
  };
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!isLast) return go(1);
    const refocus = titleAround(event.currentTarget);
    setSending(true);
    const isGiven = await give({ number, worth: scores["worth"] ?? LOW, both_ways: scores["both_ways"] ?? LOW });
    setSending(false);
    refocus();
    if (isGiven) close();
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit}>
      <p className={classes.quiet}>{t("pulse.step", { number: at + 1, all: pulse.questions.length })}</p>
      <RadioGroup
        key={question.code}
        question={bare(said(question.words))}
        isLarge
        look="row"
        choices={FACES.map((Icon, face) => ({ value: String(face + 1), words: t(`pulse.face-${face + 1}`), Icon }))}
        value={score ? String(score) : null}
        onChange={(value) => setScores({ ...scores, [question.code]: Number(value) })}
      />
      <p className={classes.quiet}>{t("pulse.private")}</p>
      <div className={classes.deeds}>
        <Button type="submit" disabled={!score} loading={isSending}>
          {t(isLast ? "pulse.send" : "pulse.next")}
        </Button>
        {at > 0 && (
          <Button variant="default" onClick={() => go(-1)}>
            {t("pulse.back")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Answered({ pulse: { answer, offers, questions }, again }: { pulse: PulseShown; again: () => void }) {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  const said = useInWords();
  if (!answer) return <p className={classes.quiet}>{t("pulse.unanswered")}</p>;
  const scores: Record<string, number> = { ...answer };
  return (
    <>
      <ul className={classes.answers}>
        {questions.map(({ code, words }) => {
          const score = scores[code] ?? LOW;
          const Face = FACES[score - 1] ?? IconMoodEmpty;
          return (
            <li key={code}>
              <Face size={30} stroke={1.5} aria-hidden="true" />
              <span>
                <small className={classes.quiet}>{bare(said(words))}</small>
                {t(`pulse.face-${score}`)}
              </span>
            </li>
          );
        })}
      </ul>
      {!pair.ended_at && (
        <>
          <div>
            <Button variant="default" size="compact-md" onClick={again}>
              {t("pulse.again")}
            </Button>
          </div>
          <Offers offers={offers} isOpen={Math.min(answer.worth, answer.both_ways) <= LOW} />
        </>
      )}
    </>
  );
}

/** Without what its numbers mean: the faces say that in words. */
function bare(question: string): string {
  return question.split(/(?<=\?)/)[0] ?? question;
}

function useGive(number: number): (body: Schemas["AnswerPulse"]) => Promise<boolean> {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const path = ofPair(pair.pair_id);
  return (body) =>
    undo.now({
      words: t("pulse.said"),
      send: async () => {
        const given = await sent(http.PUT("/v1/pairs/{pair_id}/pulse", { ...path, body: { ...body, number } }));
        client.setQueryData(api.queryOptions("get", "/v1/pairs/{pair_id}/pulse", path).queryKey, given);
        await client.invalidateQueries({ queryKey: ["get", "/v1/pairs/{pair_id}/health"] });
      },
    });
}
