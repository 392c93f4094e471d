import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { RadioGroup } from "../../parts/radio-group";
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
  const withKey = useIdempotencyKey();
  const input = useRef<HTMLInputElement>(null);
  const undo = useUndo();
  const reread = useReread();

  const log = async (event: FormEvent) => {
    event.preventDefault();
    if (!line.trim() || isSending) return;
    setSending(true);
    const body = { direction, line, about: about || null };
    const post = (key: string) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } };
      return http.POST("/v1/pairs/{pair_id}/exchanges", { params, body });
    };
    const isLogged = await undo.now({ words: t("log.done"), send: () => sent(withKey(body, post)) });
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
        <RadioGroup
          question={t("log.which-way")}
          look="chips"
          isQuestionHidden
          value={direction}
          onChange={setDirection}
          choices={[
            { value: "got", tone: "learn", words: t("log.got"), Icon: IconArrowDown },
            { value: "gave", tone: "teach", words: t("log.gave"), Icon: IconArrowUp },
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
        <RadioGroup
          look="chips"
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
