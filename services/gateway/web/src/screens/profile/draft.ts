/** What is being written of oneself, and how each part of it reads in words. */

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import type { Me } from "../../app/session";
import type { OwnWord } from "../../parts/own-word";

export type Skill = Schemas["Skill"];

export const FIELDS = [
  "gives",
  "gets",
  "hours_per_month",
  "capacity",
  "roles",
  "languages",
  "visible",
  "locale",
  "time_zone",
] as const satisfies readonly (keyof OwnWord)[];

export type Field = (typeof FIELDS)[number];
export type Own = Pick<Me, Field>;

export interface Draft {
  /** As it stood when the writing began: only what differs from it is sent. */
  from: Me;
  own: Own;
}

export function changed({ from, own }: Draft): Field[] {
  return FIELDS.filter((field) => differs(from, own, field));
}

export function differs(one: Own, other: Own, field: Field): boolean {
  return JSON.stringify(one[field]) !== JSON.stringify(other[field]);
}

export function wordOf(draft: Draft): OwnWord {
  return Object.fromEntries(changed(draft).map((field) => [field, draft.own[field]]));
}

export function useFieldWords(): (own: Own, field: Field) => string {
  const { t, i18n } = useTranslation(["profile", "people"]);
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const listed = (words: readonly (string | undefined)[]) => new Intl.ListFormat(i18n.language).format(words.map(String));
  return (own, field) => {
    switch (field) {
      case "gives":
      case "gets":
        return (
          listed(
            own[field].map(({ topic, level, why }) =>
              [`${topic} (${t(`level.${level ?? 3}`, { ns: "people" })})`, why].filter(Boolean).join(": "),
            ),
          ) || t("nothing")
        );
      case "hours_per_month":
        return t("hours-month", { count: own.hours_per_month });
      case "capacity":
        return t("people", { count: own.capacity });
      case "roles":
        return listed(own.roles.map((role) => t(`role.${role}`))) || t("nothing");
      case "languages":
        return listed(own.languages.map((one) => names.of(one)));
      case "visible":
        return t(own.visible ? "shown-yes" : "shown-no");
      case "locale":
        return names.of(own.locale) ?? own.locale;
      case "time_zone":
        return zoneWords(own.time_zone);
    }
  };
}

export function zoneWords(zone: string): string {
  return zone.replaceAll("_", " ");
}
