/** What the audit log calls things, in words. */

import { useTranslation } from "react-i18next";

/** The acts that this version knows, as they are filtered by. */
export const ACTS = [
  "role-granted-administrator",
  "role-revoked-administrator",
  "role-granted-moderator",
  "role-revoked-moderator",
  "platform-registered",
  "platform-revoked",
  "platform-scopes-changed",
  "acting-granted",
  "key-made",
  "key-revoked",
  "inbound-secret-made",
  "webhook-registered",
  "webhook-changed",
  "webhook-removed",
  "webhook-secret-made",
  "webhook-replayed",
  "programme-set-up",
  "programme-changed",
  "programme-opened",
  "programme-closed",
  "organisers-named",
  "topics-changed",
  "round-made",
  "round-adjusted",
  "round-published",
  "defaults-changed",
  "plan-changed",
  "wording-changed",
  "announcement-made",
  "announcement-withdrawn",
  "audit-exported",
  "organisation-registered",
  "organisation-changed",
  "sign-in-changed",
  "account-released",
  "person-provisioned",
  "person-corrected",
  "person-deprovisioned",
  "group-made",
  "group-changed",
  "group-removed",
  "people-imported",
  "erasure-asked",
  "erasure-taken-back",
  "safeguarding-changed",
  "report-opened",
  "report-taken",
  "report-noted",
  "report-dismissed",
  "report-warned",
  "report-suspended",
  "report-ended-pair",
  "report-passed-on",
  "person-reinstated",
] as const;

/** An act in words; as the log names it, where this version does not know it. */
export function useAct(): (act: string) => string {
  const { t } = useTranslation("administer");
  return (act) => t(`acts.${act}`, { defaultValue: act });
}
