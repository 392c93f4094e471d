import "@mantine/core/styles/Input.css";
import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { Check } from "../../parts/check";
import type { Own } from "./draft";
import classes from "./profile.module.css";
import { SaidBy } from "./said-by";

const ROLES = ["mentor", "mentee"] as const;

export interface PartProps {
  own: Own;
  set: (part: Partial<Own>) => void;
  isWriting: boolean;
}

/** As what, for how many, and how many hours. */
export function Room({ own, set, isWriting }: PartProps) {
  const { t } = useTranslation("profile");
  return (
    <Card title={t("room")}>
      <div className={classes.field}>
        <fieldset className={classes.roles}>
          <legend>{t("field.roles")}</legend>
          {ROLES.map((role) => (
            <Check
              key={role}
              label={t(`role-${role}`)}
              isOn={own.roles.includes(role)}
              set={(isOn) => set({ roles: ROLES.filter((one) => (one === role ? isOn : own.roles.includes(one))) })}
            />
          ))}
        </fieldset>
        <SaidBy field="roles" isWriting={isWriting} />
      </div>
      <div className={classes.field}>
        <TextInput
          type="number"
          required
          withAsterisk={false}
          min={0}
          max={50}
          step={1}
          label={t("field.capacity")}
          description={t("capacity-text")}
          value={shown(own.capacity)}
          onChange={(event) => set({ capacity: event.currentTarget.valueAsNumber })}
        />
        <SaidBy field="capacity" isWriting={isWriting} />
      </div>
      <div className={classes.field}>
        <TextInput
          type="number"
          required
          withAsterisk={false}
          min={0}
          max={160}
          step={0.5}
          label={t("field.hours_per_month")}
          description={t("hours-text")}
          value={shown(own.hours_per_month)}
          onChange={(event) => set({ hours_per_month: event.currentTarget.valueAsNumber })}
        />
        <SaidBy field="hours_per_month" isWriting={isWriting} />
      </div>
    </Card>
  );
}

/** Nothing, while somebody writes another number. */
function shown(number: number): number | "" {
  return Number.isNaN(number) ? "" : number;
}
