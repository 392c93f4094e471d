/** The plan, and changing it a row at a time: nobody's change is lost beneath another one. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, problemOf, type Schemas } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { sent } from "../../../parts/sent";
import type { Written } from "./rows";

type Change = (own: readonly Written[]) => Written[];

export interface PlanChange {
  words: string;
  change: Change;
}

export function usePlan() {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/programme/plan");
  const { data, error, refetch } = api.useQuery("get", "/v1/programme/plan");
  /** What somebody wanted while another one was faster. */
  const [late, setLate] = useState<PlanChange>();

  const save = async (wanted: PlanChange): Promise<boolean> => {
    // A change said again counts for what stands there now.
    const now = client.getQueryData<Schemas["PlanShown"]>(queryKey);
    if (!now) return false;
    return undo.now({
      words: wanted.words,
      send: async () => {
        try {
          const after = await sent(
            http.PUT("/v1/programme/plan", {
              params: { header: { "If-Match": `"${now.version ?? 0}"` } },
              body: { rows: wanted.change(now.own.rows) },
            }),
          );
          client.setQueryData(queryKey, after);
          setLate(undefined);
        } catch (failure) {
          if (problemOf(failure).code === "changed-meanwhile") {
            await refetch();
            setLate(wanted);
          }
          throw failure;
        }
      },
    });
  };
  return { plan: data, error, refetch, save, late, forget: () => setLate(undefined), words: t("plan.said") };
}
