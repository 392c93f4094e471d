import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";

export type SharedShown = Schemas["SharedShown"];

/** Their words are `shared.<field>`. */
export const FIELDS = ["cadence_days", "session_minutes", "channel", "confidentiality", "ending"] as const;

/** A field of what the two share, in words; empty where it is still open. */
export function useSharedSaid(): (shared: SharedShown, field: (typeof FIELDS)[number]) => string {
  const { t } = useTranslation("agreement");
  return (shared, field) => {
    const value = shared[field];
    if (!value) return "";
    if (typeof value === "string") return value;
    return t(field === "cadence_days" ? "shared.every" : "shared.minutes", { count: value });
  };
}
