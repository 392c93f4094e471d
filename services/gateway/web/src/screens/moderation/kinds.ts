/** What a report is about, in the gateway's words. */

import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";

const DAY_MS = 24 * 60 * 60 * 1000;

export function useKind(): (kind: Schemas["Misuse"]) => string {
  const { i18n } = useTranslation();
  const { data } = api.useQuery("get", "/v1/safeguarding", {}, { staleTime: DAY_MS });
  return (kind) => data?.kinds.find((one) => one.kind === kind)?.name[i18n.language] ?? kind;
}
