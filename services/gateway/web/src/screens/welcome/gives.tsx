import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { CheckboxGroup } from "../../parts/checkbox-group";
import { useKeeping } from "./keeping";
import classes from "./welcome.module.css";

const MOST = 3;

interface GivesProps {
  chosen: string[];
  onChange: (chosen: string[]) => void;
  onNext: () => void;
}

/** Up to three things that one would like to give: they stand in the first message, and are kept. */
export function Gives({ chosen, onChange, onNext }: GivesProps) {
  const { t } = useTranslation("welcome");
  const me = useMe();
  const keep = useKeeping("gives");
  const [other, setOther] = useState("");
  const [isKeeping, setKeeping] = useState(false);
  const own = me.gives.map(({ topic }) => topic);
  const options = [...own, ...chosen.filter((topic) => !own.includes(topic))];
  const text = other.trim().replace(/\s+/g, " ");
  const isFull = chosen.length >= MOST;
  const named = () => {
    if (!text || isFull) return chosen;
    const all = [...chosen.filter((topic) => topic.toLowerCase() !== text.toLowerCase()), text];
    onChange(all);
    setOther("");
    return all;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setKeeping(true);
    await keep(named());
    setKeeping(false);
    onNext();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p>{t("gives.text")}</p>
      {options.length > 0 ? (
        <CheckboxGroup
          question={t("gives.choose")}
          choices={options.map((topic) => ({ value: topic, words: topic }))}
          chosen={chosen}
          onChange={onChange}
          most={MOST}
        />
      ) : (
        <p className={classes.quiet}>{t("gives.none")}</p>
      )}
      <div className={classes.beside}>
        <TextInput
          size="md"
          label={t("gives.other")}
          maxLength={80}
          disabled={isFull}
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
        <Button size="md" variant="default" disabled={!text || isFull} onClick={named}>
          {t("gives.add")}
        </Button>
      </div>
      <p className={classes.quiet}>{t("kept")}</p>
      <div>
        <Button type="submit" size="md" loading={isKeeping}>
          {t("gives.next")}
        </Button>
      </div>
    </form>
  );
}
