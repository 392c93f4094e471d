import "@mantine/core/styles/FloatingIndicator.css";
import "@mantine/core/styles/SegmentedControl.css";
import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSingleKeys } from "../../app/keys";
import { useMe } from "../../app/session";
import { LANGUAGES } from "../../app/language";
import { speak } from "../../app/words";
import { Card } from "../../parts/card";
import { Check } from "../../parts/check";
import classes from "./preferences.module.css";

const SCHEMES: readonly MantineColorScheme[] = ["auto", "light", "dark"];
const NAMES: Record<string, string> = { en: "English", de: "Deutsch" };

/** Of this browser alone: in which language, how bright, with which keys. */
export function Look() {
  const { t, i18n } = useTranslation("preferences");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [areKeys, setKeys] = useSingleKeys();
  const { locale } = useMe();
  const language = LANGUAGES.find((one) => one === i18n.language) ?? "en";
  return (
    <Card title={t("look")}>
      <div className={classes.choices}>
        <Choice
          label={t("language")}
          value={language}
          options={LANGUAGES.map((one) => ({ value: one, label: NAMES[one] ?? one }))}
          choose={(next) => void speak(next)}
        />
        <Choice
          label={t("theme")}
          value={colorScheme}
          options={SCHEMES.map((one) => ({ value: one, label: t(`themes.${one}`) }))}
          choose={setColorScheme}
        />
      </div>
      <p className={classes.quiet}>
        {t("language-mails", { language: NAMES[locale.slice(0, 2)] ?? locale })}{" "}
        <Link href="/me/profile">{t("language-mails-change")}</Link>
      </p>
      <Check label={t("keys")} isOn={areKeys} set={setKeys} />
    </Card>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  choose: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, choose }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className={classes.choice}>
      <span id={id}>{label}</span>
      <SegmentedControl aria-labelledby={id} value={value} data={options} onChange={choose} />
    </div>
  );
}
