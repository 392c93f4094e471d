import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useOnceFor } from "../../parts/once-for";
import { Pills } from "../../parts/pills";
import { Readers } from "../../parts/readers";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { useTopics } from "../../parts/topics";
import classes from "./log-exchange.module.css";
import { usePair } from "./pair-context";

const LONGEST = 280;
/** About nothing in particular. */
const OPEN = "";

/** One line about what went from one to the other: which way, the words, and it is there. */
export function LogExchange() {
  const { t } = useTranslation("pairs");
  const { pair, first } = usePair();
  const [direction, setDirection] = useState<Schemas["Given"]>("got");
  const [line, setLine] = useState("");
  const [about, setAbout] = useState(pair.topics.length === 1 ? (pair.topics[0] ?? OPEN) : OPEN);
  const [isSending, setSending] = useState(false);
  const called = useTopics(pair.topics);
  const key = useOnceFor(direction, line, about);
  const input = useRef<HTMLInputElement>(null);
  const undo = useUndo();
  const reread = useReread();

  const log = async (event: FormEvent) => {
    event.preventDefault();
    if (!line.trim() || isSending) return;
    setSending(true);
    const isLogged = await undo.now({
      words: t("log.done"),
      send: () =>
        sent(
          http.POST("/v1/pairs/{pair_id}/exchanges", {
            params: { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } },
            body: { direction, line, about: about || null },
          }),
        ),
    });
    if (isLogged) {
      setLine("");
      input.current?.focus();
      await reread("/v1/pairs/{pair_id}/exchanges");
    }
    setSending(false);
  };

  return (
    <form className={classes.log} onSubmit={(event) => void log(event)}>
      <div className={classes.top}>
        <Pills
          question={t("log.which-way")}
          isQuestionHidden
          value={direction}
          onChange={setDirection}
          choices={[
            { value: "got", tone: "learn", words: <><IconArrowDown size={17} aria-hidden="true" /> {t("log.got")}</> },
            { value: "gave", tone: "teach", words: <><IconArrowUp size={17} aria-hidden="true" /> {t("log.gave")}</> },
          ]}
        />
        <Readers who="pair" name={first} />
      </div>
      <div className={classes.line}>
        <TextInput
          ref={input}
          aria-label={t(`log.${direction}-label`, { name: first })}
          placeholder={t(`log.${direction}-label`, { name: first })}
          value={line}
          maxLength={LONGEST}
          onChange={(event) => setLine(event.currentTarget.value)}
        />
        <Button type="submit" loading={isSending} disabled={!line.trim()}>
          {t("log.add")}
        </Button>
      </div>
      {pair.topics.length > 0 && line && (
        <Pills
          question={t("log.about")}
          value={about}
          onChange={setAbout}
          choices={[
            ...pair.topics.map((topic, number) => ({ value: topic, words: called[number] ?? topic })),
            { value: OPEN, words: t("log.about-open") },
          ]}
        />
      )}
    </form>
  );
}
