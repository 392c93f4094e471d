import { IconCircleCheck, IconCircleDotted } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { ofPair } from "../../parts/of-pair";
import { Readers } from "../../parts/readers";
import { useInWords } from "../../parts/in-words";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./pulse.module.css";

type Reading = Schemas["HealthReading"];

/** How it goes, in plain words, with the reasons: a hint, and theirs before it is anybody's. */
export function Health() {
  const { t } = useTranslation("care");
  const { pair, first } = usePair();
  const { day } = useWhen();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/health", ofPair(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : null;
  if (data.state === "ended") return null;
  const { own, pair: both } = data;
  return (
    <Card title={t("health.title")} aside={<Readers who="mine" />}>
      {own ? <ReadingOf reading={own} /> : <p>{t(`health.${data.state}`, { day: day(data.read_from) })}</p>}
      {both && (
        <details className={classes.offers}>
          <summary>{t("health.both", { name: first })}</summary>
          <ReadingOf reading={both} />
        </details>
      )}
    </Card>
  );
}

function ReadingOf({ reading: { words, confidence_words, reasons } }: { reading: Reading }) {
  const said = useInWords();
  return (
    <>
      <p className={classes.reading}>{said(words)}</p>
      <p className={classes.quiet}>{said(confidence_words)}</p>
      <ul className={classes.reasons}>
        {reasons.map(({ code, words: why }) => {
          const isGood = code.endsWith("-good");
          const Icon = isGood ? IconCircleCheck : IconCircleDotted;
          return (
            <li key={code} data-good={isGood || undefined}>
              <Icon size={22} stroke={1.7} aria-hidden="true" />
              {said(why)}
            </li>
          );
        })}
      </ul>
    </>
  );
}
