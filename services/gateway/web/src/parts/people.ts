/** People by their ids: who the other one of a pair is, and what somebody is called. */

import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client";
import { useMe } from "../app/session";
import { useName } from "./names";

const HOUR_MS = 60 * 60 * 1000;

/** The id of whoever is in this pair with me. */
export function usePartnerOf({ members }: Schemas["Pair"]): string {
  const me = useMe();
  return members.find(({ person_id }) => person_id !== me.person_id)?.person_id ?? me.person_id;
}

/** What others see of somebody. */
export function useCardOf(personId: string) {
  const path = { params: { path: { person_id: personId } } };
  return api.useQuery("get", "/v1/people/{person_id}", path, { staleTime: HOUR_MS });
}

/** What somebody is called; a word for them while it is not known. */
export function useNameOf(personId: string): string {
  const { t } = useTranslation();
  return useName(personId) ?? t("somebody");
}

export function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}
