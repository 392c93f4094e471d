import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { RadioGroup } from "../../parts/radio-group";
import { useWhen } from "../../parts/when";
import { instantOf, wallOf } from "../../parts/zoned";
import classes from "./plan-form.module.css";

export type Channel = Schemas["libs__common__contracts__sessions__Channel"];

export interface Plan {
  starts_at: string;
  minutes: number;
  channel: Channel | null;
  link: string;
}

interface PlanFormProps {
  before: Plan | undefined;
  submit: string;
  /** False where it was refused: what was written stays. */
  onSubmit: (plan: Plan) => Promise<boolean>;
  onLeave?: () => void;
  /** Above the buttons: what somebody else changed meanwhile. */
  children?: ReactNode;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const LENGTHS = [20, 30, 45, 60, 90];
const USUAL_MINUTES = 45;
const USUAL_HOUR = "10:00";
const CHANNELS: readonly Channel[] = ["video", "in-person", "phone"];
/** Days from now that are offered with a tap; of a weekend none. */
const NEAR_DAYS = [2, 5, 7];

/** When, for how long and where. Times are those of whoever plans. */
export function PlanForm({ before, submit, onSubmit, onLeave, children }: PlanFormProps) {
  const { t } = useTranslation("sessions");
  const { time_zone: zone } = useMe();
  const near = useNear(zone);
  const [wall, setWall] = useState(before ? wallOf(new Date(before.starts_at), zone) : (near[0]?.wall ?? ""));
  const [minutes, setMinutes] = useState(String(before?.minutes ?? USUAL_MINUTES));
  const [channel, setChannel] = useState<Channel | "">(before ? (before.channel ?? "") : "video");
  const [link, setLink] = useState(before?.link ?? "");
  const [isSending, setSending] = useState(false);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    await onSubmit({
      starts_at: instantOf(wall, zone).toISOString(),
      minutes: Number(minutes),
      channel: channel || null,
      link: link.trim(),
    });
    setSending(false);
  };

  const lengths = LENGTHS.includes(Number(minutes)) ? LENGTHS : [...LENGTHS, Number(minutes)];
  return (
    <form className={classes.plan} onSubmit={(event) => void send(event)}>
      <div className={classes.when}>
        <TextInput
          type="datetime-local"
          required
          withAsterisk={false}
          label={t("plan.when")}
          description={t("plan.zone", { zone: zone.replaceAll("_", " ") })}
          value={wall}
          onChange={(event) => setWall(event.currentTarget.value)}
        />
        {!before && (
          <div className={classes.near} role="group" aria-label={t("plan.near")}>
            {near.map((one) => (
              <Button
                key={one.wall}
                size="compact-sm"
                variant="default"
                aria-pressed={one.wall === wall}
                onClick={() => setWall(one.wall)}
              >
                {one.words}
              </Button>
            ))}
          </div>
        )}
      </div>
      <RadioGroup
        look="chips"
        question={t("plan.minutes")}
        value={minutes}
        onChange={setMinutes}
        choices={lengths.map((one) => ({ value: String(one), words: t("minutes-short", { count: one }) }))}
      />
      <RadioGroup
        look="chips"
        question={t("plan.channel")}
        value={channel}
        onChange={setChannel}
        choices={[
          ...CHANNELS.map((one) => ({ value: one, words: t(`channel.${one}`) })),
          { value: "" as const, words: t("plan.channel-open") },
        ]}
      />
      <TextInput
        label={t("plan.link")}
        description={t("plan.link-help")}
        value={link}
        maxLength={500}
        onChange={(event) => setLink(event.currentTarget.value)}
      />
      {children}
      <div className={classes.deeds}>
        <Button type="submit" loading={isSending}>
          {submit}
        </Button>
        {onLeave && (
          <Button variant="default" onClick={onLeave}>
            {t("plan.leave")}
          </Button>
        )}
      </div>
    </form>
  );
}

/** A few times that would do, on working days. */
function useNear(zone: string): { wall: string; words: string }[] {
  const { day, clock } = useWhen();
  return NEAR_DAYS.flatMap((days) => {
    const [date = ""] = wallOf(new Date(Date.now() + days * DAY_MS), zone).split("T");
    const weekday = new Date(`${date}T12:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) return [];
    const wall = `${date}T${USUAL_HOUR}`;
    const at = instantOf(wall, zone);
    return [{ wall, words: `${day(at)}, ${clock(at)}` }];
  });
}
