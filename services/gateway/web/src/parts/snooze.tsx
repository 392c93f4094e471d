import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import { inDays } from "./clock";
import { instantOf, wallOf } from "./zoned";
import classes from "./snooze.module.css";

const HOUR_MS = 60 * 60 * 1000;
const MORNING = 8;
const MOST_DAYS = 179;

interface SnoozeProps {
  snooze: (until: Date) => void;
  close: () => void;
}

/** When something is to come back: soon, tomorrow, next week, or exactly then. */
export function Snooze({ snooze, close }: SnoozeProps) {
  const { t } = useTranslation();
  const { time_zone: zone } = useMe();
  const [at, setAt] = useState("");
  const title = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const weekday = new Date(`${wallOf(new Date(), zone).slice(0, 10)}T00:00Z`).getUTCDay();
  const choose = (event: FormEvent) => {
    event.preventDefault();
    snooze(instantOf(at, zone));
  };
  return (
    <div
      role="group"
      aria-labelledby={title}
      className={classes.snooze}
      onKeyDown={({ key }) => {
        if (key === "Escape") close();
      }}
    >
      <p id={title}>
        <strong>{t("notice.when")}</strong>
      </p>
      <div className={classes.soon}>
        <Button
          ref={first}
          size="compact-sm"
          variant="default"
          onClick={() => snooze(new Date(Date.now() + 3 * HOUR_MS))}
        >
          {t("notice.hours")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => snooze(inDays(1, MORNING, zone))}>
          {t("notice.tomorrow")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => snooze(inDays(((7 - weekday) % 7) + 1, MORNING, zone))}>
          {t("notice.week")}
        </Button>
      </div>
      <form className={classes.then} onSubmit={choose}>
        <TextInput
          type="datetime-local"
          required
          withAsterisk={false}
          label={t("notice.at")}
          description={t("notice.at-help")}
          min={wallOf(new Date(), zone)}
          max={wallOf(inDays(MOST_DAYS, 0, zone), zone)}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t("notice.remind")}
        </Button>
      </form>
    </div>
  );
}
