import { Button, TextInput } from "@mantine/core";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useInWords } from "../../parts/in-words";
import { useSuggesting } from "../../parts/suggesting";
import { Trouble } from "../../parts/trouble";
import type { Skill } from "./draft";
import classes from "./profile.module.css";

const LONGEST = 80;

interface AddTopicProps {
  way: "gives" | "gets";
  known: readonly Skill[];
  add: (topic: string) => void;
}

/** A topic by its name, or in a sentence, of which the house says which topics it hears. */
export function AddTopic({ way, known, add }: AddTopicProps) {
  const { t } = useTranslation("profile");
  const say = useInWords();
  const id = useId();
  const [written, setWritten] = useState("");
  const [heard, setHeard] = useState<string[]>([]);
  const { understand, isBusy, error } = useSuggesting();
  const text = written.trim().replace(/\s+/g, " ");
  const isKnown = (topic: string) => known.some((one) => one.topic.toLowerCase() === topic.toLowerCase());
  const take = (topic: string) => {
    if (!isKnown(topic)) add(topic);
    setWritten("");
    setHeard([]);
    document.getElementById(id)?.focus();
  };
  const look = async () => {
    if (!text || isBusy) return;
    const names = ((await understand(text)) ?? []).map(say);
    const isName = names.length === 0 || names.some((one) => one.toLowerCase() === text.toLowerCase());
    if (isName && text.length <= LONGEST) take(text);
    else setHeard(names);
  };
  // Inside the form of the screen, which Enter would send.
  const enter = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void look();
  };
  return (
    <div className={classes.add} data-add>
      <div className={classes.adding}>
        <TextInput
          id={id}
          label={t(`${way}-add`)}
          description={t("add-help")}
          maxLength={300}
          value={written}
          onChange={(event) => {
            setWritten(event.currentTarget.value);
            setHeard([]);
          }}
          onKeyDown={enter}
        />
        <Button variant="default" loading={isBusy} onClick={() => void look()}>
          {t("add")}
        </Button>
      </div>
      <div role="status">
        {heard.length > 0 && (
          <div className={classes.heard}>
            <span>{t("heard")}</span>
            {heard.map((topic) => (
              <Button key={topic} size="compact-md" variant="default" disabled={isKnown(topic)} onClick={() => take(topic)}>
                {topic}
              </Button>
            ))}
            {text.length <= LONGEST && (
              <Button size="compact-md" variant="subtle" onClick={() => take(text)}>
                {t("as-written")}
              </Button>
            )}
          </div>
        )}
      </div>
      {error !== undefined && <Trouble error={error} />}
    </div>
  );
}
