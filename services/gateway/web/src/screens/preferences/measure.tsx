import "@mantine/core/styles/Input.css";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Check } from "../../parts/check";
import { inDays } from "../../parts/clock";
import { instantOf, wallOf } from "../../parts/zoned";
import type { Choosing, Notifications } from "./choosing";
import classes from "./preferences.module.css";

type Origin = Schemas["Setting_int_"]["origin"];
type Digest = Schemas["Digest"];

interface MeasureProps {
  notifications: Notifications;
  choosing: Choosing;
}

const DIGESTS: readonly Digest[] = ["off", "daily", "weekly"];
const MOST_IDEAS = 10;

/** How much, and when there is silence. */
export function Measure({ notifications, choosing }: MeasureProps) {
  const { t } = useTranslation("preferences");
  return (
    <>
      <Quiet notifications={notifications} choosing={choosing} />
      <div className={classes.block}>
        <h3>{t("ideas")}</h3>
        <p className={classes.quiet}>{t("ideas-text")}</p>
        <Ideas notifications={notifications} choosing={choosing} />
      </div>
    </>
  );
}

function Quiet({ notifications, choosing: { chosen, change } }: MeasureProps) {
  const { t } = useTranslation("preferences");
  const { time_zone } = useMe();
  const held = chosen.quiet ?? (chosen.no_quiet ? null : notifications.quiet.value);
  const isOwn = Boolean(chosen.quiet ?? chosen.no_quiet);
  const start = held?.start ?? "21:00";
  const end = held?.end ?? "07:00";
  return (
    <fieldset className={classes.block}>
      <legend>
        <h3>{t("quiet")}</h3>
      </legend>
      <p className={classes.quiet}>
        {t("quiet-text", { zone: time_zone })} <By origin={isOwn ? "own" : notifications.quiet.origin} />
      </p>
      <Check
        label={t("quiet-on")}
        isOn={held !== null}
        set={(isOn) => change({ quiet: isOn ? { start, end } : null, no_quiet: !isOn })}
      />
      {held && (
        <div className={classes.fields}>
          <Clock label={t("quiet-from")} value={start} set={(next) => change({ quiet: { start: next, end }, no_quiet: false })} />
          <Clock label={t("quiet-until")} value={end} set={(next) => change({ quiet: { start, end: next }, no_quiet: false })} />
        </div>
      )}
    </fieldset>
  );
}

/** Kept when one leaves it: on the way there it shows many times that nobody means. */
function Clock({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
  const [typed, setTyped] = useState<string>();
  const leave = () => {
    if (typed && typed !== value) set(typed);
    setTyped(undefined);
  };
  return (
    <TextInput
      type="time"
      label={label}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
    />
  );
}

function Ideas({ notifications, choosing: { chosen, change } }: MeasureProps) {
  const { t } = useTranslation("preferences");
  const { time_zone: zone } = useMe();
  const digest = chosen.digest ?? notifications.digest.value;
  const budget = chosen.budget ?? notifications.budget.value;
  const counts = Array.from({ length: MOST_IDEAS + 1 }, (_, count) => count);
  return (
    <>
      <div className={classes.fields}>
        <NativeSelect
          label={t("budget")}
          description={<By origin={chosen.budget == null ? notifications.budget.origin : "own"} />}
          value={String(budget)}
          data={counts.map((count) => ({ value: String(count), label: t("budgets", { count }) }))}
          onChange={(event) => change({ budget: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label={t("digest")}
          description={<By origin={chosen.digest ? "own" : notifications.digest.origin} />}
          value={digest}
          data={DIGESTS.map((value) => ({ value, label: t(`digests.${value}`) }))}
          onChange={(event) => change({ digest: DIGESTS.find((one) => one === event.currentTarget.value) ?? null })}
        />
        <TextInput
          type="date"
          label={t("ideas-paused")}
          description={t("ideas-paused-text")}
          min={wallOf(inDays(1, 0, zone), zone).slice(0, 10)}
          value={chosen.paused_until ? wallOf(new Date(chosen.paused_until), zone).slice(0, 10) : ""}
          onChange={({ currentTarget: { value } }) =>
            change({ paused_until: value ? instantOf(`${value}T00:00`, zone).toISOString() : null })
          }
        />
      </div>
      {digest !== "off" && (
        <Check
          label={t("gathers")}
          isOn={chosen.gathers_personal ?? notifications.gathers_personal.value}
          set={(isOn) => change({ gathers_personal: isOn })}
        />
      )}
    </>
  );
}

/** Who set it. */
function By({ origin }: { origin: Origin }) {
  const { t } = useTranslation("preferences");
  return <>{t(`origins.${origin}`)}</>;
}
