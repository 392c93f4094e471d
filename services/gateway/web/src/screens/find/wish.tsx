import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import type { Request } from "../../parts/asked";
import { DIRECTIONS, type Direction } from "../../parts/directions";
import { RadioGroup } from "../../parts/radio-group";
import { ForSeniors } from "../../parts/reverse";
import { useSuggesting } from "../../parts/suggesting";
import { Trouble } from "../../parts/trouble";
import classes from "./find.module.css";

const EASY_TOPICS = 6;

/** What somebody would like to learn, and which way it is to flow. */
export function Wish({ onFound }: { onFound: (request: Request) => void }) {
  const { t } = useTranslation("find");
  const me = useMe();
  const [sentence, setSentence] = useState("");
  const [way, setWay] = useState<Direction>("forward");
  const [isUnclear, setUnclear] = useState(false);
  const { understand, suggest, isBusy, error } = useSuggesting();
  const look = async (topics: readonly string[]) => {
    setUnclear(false);
    const request = await suggest(topics, way);
    if (request) onFound(request);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = await understand(sentence);
    const topics = found?.flatMap((words) => words["en"] ?? []) ?? [];
    if (topics.length > 0) await look(topics);
    else setUnclear(found !== undefined);
  };
  const isReverse = way === "reverse";
  return (
    <div className={classes.wish} data-way={way}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <RadioGroup
          look="chips"
          question={t("ways")}
          choices={DIRECTIONS.map((value) => ({ value, words: t(`way.${value}`) }))}
          value={way}
          onChange={setWay}
        />
        <p className={classes.quiet}>{t(`way-help.${way}`)}</p>
        <Textarea
          label={t(isReverse ? "wish-reverse" : "wish")}
          placeholder={t(isReverse ? "wish-example-reverse" : "wish-example")}
          rows={3}
          maxLength={2000}
          required
          withAsterisk={false}
          classNames={{ label: classes.wishLabel ?? "", input: classes.wishInput ?? "" }}
          value={sentence}
          onChange={(event) => setSentence(event.currentTarget.value)}
        />
        <div className={classes.row}>
          <Button type="submit" size="md" loading={isBusy}>
            {t("show")}
          </Button>
          <span className={classes.quiet}>{t("wish-readers")}</span>
        </div>
        {isUnclear && <p role="alert">{t("unclear")}</p>}
      </form>
      {me.gets.length > 0 && (
        <div className={classes.own}>
          <h2>{t("own")}</h2>
          <div className={classes.row}>
            {me.gets.slice(0, EASY_TOPICS).map(({ topic }) => (
              <Button key={topic} size="compact-md" variant="default" disabled={isBusy} onClick={() => void look([topic])}>
                {topic}
              </Button>
            ))}
          </div>
        </div>
      )}
      {isReverse && <ForSeniors isOpen />}
      {error !== undefined && <Trouble error={error} />}
    </div>
  );
}
