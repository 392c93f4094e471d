import "@mantine/core/styles/Input.css";
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../app/language";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { zoneWords } from "./draft";
import classes from "./profile.module.css";
import type { PartProps } from "./room";
import { SaidBy } from "./said-by";

/** In which language and by which clock the house speaks to somebody. */
export function Speaking({ own, set, isWriting }: PartProps) {
  const { t } = useTranslation("profile");
  const { locale, time_zone: zone } = useMe();
  const languages = [...new Set<string>([...LANGUAGES, locale])];
  const zones = [...new Set(["UTC", zone, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Card title={t("speaking")}>
      <div className={classes.field}>
        <NativeSelect
          label={t("field.locale")}
          description={t("locale-text")}
          value={own.locale}
          onChange={(event) => set({ locale: event.currentTarget.value })}
          data={languages.map((value) => ({
            value,
            label: new Intl.DisplayNames(value, { type: "language" }).of(value) ?? value,
          }))}
        />
        <SaidBy field="locale" isWriting={isWriting} />
      </div>
      <div className={classes.field}>
        <NativeSelect
          label={t("field.time_zone")}
          description={t("zone-text")}
          value={own.time_zone}
          onChange={(event) => set({ time_zone: event.currentTarget.value })}
          data={zones.map((value) => ({ value, label: zoneWords(value) }))}
        />
        <SaidBy field="time_zone" isWriting={isWriting} />
      </div>
    </Card>
  );
}
