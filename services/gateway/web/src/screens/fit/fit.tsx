import { Button } from "@mantine/core";
import { IconMoodEmpty, IconMoodSmile, IconMoodSad } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
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
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import { Offers } from "../pulse/offers";
import classes from "./fit.module.css";

type FitShown = Schemas["FitShown"];
type Answer = Schemas["Fit"];

const FACES = { good: IconMoodSmile, unsure: IconMoodEmpty, "not-for-me": IconMoodSad };

/** Whether it fits: asked of each alone, and nobody is ever told. */
export default inPair(Fit);

function Fit() {
  const { t } = useTranslation("care");
  const { pair, first } = usePair();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/fit", ofPair(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return (
    <Card title={t("fit.title")} aside={<Readers who="mine" />}>
      {data.number === null ? (
        <p>{t("fit.not-yet", { name: first })}</p>
      ) : pair.ended_at ? (
        <p>{t("fit.ended")}</p>
      ) : (
        <Question key={data.number} fit={data} number={data.number} />
      )}
    </Card>
  );
}

function Question({ fit, number }: { fit: FitShown; number: number }) {
  const { t } = useTranslation("care");
  const { pair, first } = usePair();
  const said = useInWords();
  const [answer, setAnswer] = useState<Answer | null>(fit.answer);
  const [isSending, setSending] = useState(false);
  const give = useGive(number);
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!answer) return;
    const refocus = titleAround(event.currentTarget);
    setSending(true);
    await give(answer);
    setSending(false);
    refocus();
  };
  const choices = fit.choices.flatMap(({ code, words }) =>
    isAnswer(code) ? [{ value: code, words: said(words), Icon: FACES[code] }] : [],
  );
  return (
    <form className={classes.form} onSubmit={submit}>
      <RadioGroup question={said(fit.question)} isLarge choices={choices} value={answer} onChange={setAnswer} />
      <div>
        <Button type="submit" disabled={!answer || answer === fit.answer} loading={isSending}>
          {t(fit.answer ? "fit.again" : "fit.send")}
        </Button>
      </div>
      {fit.answer && (
        <div className={classes.after}>
          <p>{t(`fit.after-${fit.answer}`, { name: first })}</p>
          {fit.answer === "not-for-me" && (
            <div>
              <Button component={Link} href={`/pairs/${pair.pair_id}/rematch`}>
                {t("fit.rematch")}
              </Button>
            </div>
          )}
        </div>
      )}
      <Offers key={fit.answer} offers={fit.offers} isOpen={fit.answer !== null && fit.answer !== "good"} />
    </form>
  );
}

function isAnswer(code: string): code is Answer {
  return code in FACES;
}

function useGive(number: number): (answer: Answer) => Promise<boolean> {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const path = ofPair(pair.pair_id);
  return (answer) =>
    undo.now({
      words: t("fit.said"),
      send: async () => {
        const given = await sent(http.PUT("/v1/pairs/{pair_id}/fit", { ...path, body: { number, answer } }));
        client.setQueryData(api.queryOptions("get", "/v1/pairs/{pair_id}/fit", path).queryKey, given);
      },
    });
}
