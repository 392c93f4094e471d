import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { usePair } from "../pair/pair-context";
import { useAddToAgenda } from "./agenda";
import { useOneSession } from "./session-context";
import classes from "./session.module.css";

/** What to ask the other, for one's part in this session; afterwards what to think about alone. */
export function Prompts() {
  const { t } = useTranslation("sessions");
  const { first } = usePair();
  const { state, to_ask, to_reflect } = useOneSession();
  return (
    <>
      {state === "planned" && to_ask.length > 0 && (
        <Card title={t("ask.title", { name: first })} tone="learn">
          <ul className={classes.prompts}>
            {to_ask.map((prompt) => (
              <ToAsk key={prompt.prompt_id} prompt={prompt} />
            ))}
          </ul>
        </Card>
      )}
      {state === "held" && to_reflect.length > 0 && (
        <Card title={t("reflect.title")} tone="learn">
          <ul className={classes.prompts}>
            {to_reflect.map((prompt) => (
              <ToReflect key={prompt.prompt_id} prompt={prompt} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function ToAsk({ prompt }: { prompt: Schemas["SessionPrompt"] }) {
  const { t } = useTranslation("sessions");
  const { pair } = usePair();
  const { agenda } = useOneSession();
  const words = useInWords()(prompt.words);
  const add = useAddToAgenda();
  const isThere = agenda.some(({ text }) => text === words);
  return (
    <li>
      <p>{words}</p>
      {!pair.ended_at && (
        <Button size="compact-sm" variant="default" disabled={isThere} onClick={() => void add(words)}>
          {t(isThere ? "ask.is-there" : "ask.add")}
        </Button>
      )}
    </li>
  );
}

function ToReflect({ prompt }: { prompt: Schemas["SessionPrompt"] }) {
  const { t } = useTranslation("sessions");
  const words = useInWords()(prompt.words);
  return (
    <li>
      <p>{words}</p>
      <Button
        component={Link}
        href={`/journal/new?${new URLSearchParams({ prompt: words })}`}
        size="compact-sm"
        variant="default"
      >
        {t("reflect.write")}
      </Button>
    </li>
  );
}
