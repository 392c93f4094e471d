/** The plan, and changing it a row at a time: nobody's change is lost beneath another one. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, http, type Schemas } from "../../../api/client";
import { useEdit } from "../../../parts/edit";
import { sent } from "../../../parts/sent";
import type { Written } from "./rows";

export interface PlanChange {
  words: string;
  change: (own: readonly Written[]) => Written[];
}

export function usePlan() {
  const client = useQueryClient();
  const edit = useEdit();
  const { queryKey } = api.queryOptions("get", "/v1/programme/plan");
  const { data, error, refetch } = api.useQuery("get", "/v1/programme/plan");
  /** What somebody wanted while another one was faster. */
  const [late, setLate] = useState<PlanChange>();

  const save = async (wanted: PlanChange): Promise<boolean> => {
    // A change said again counts for what stands there now.
    const now = client.getQueryData<Schemas["PlanShown"]>(queryKey);
    if (!now) return false;
    return edit({
      words: wanted.words,
      send: async () => {
        const after = await sent(
          http.PUT("/v1/programme/plan", {
            params: { header: { "If-Match": `"${now.version ?? 0}"` } },
            body: { rows: wanted.change(now.own.rows) },
          }),
        );
        client.setQueryData(queryKey, after);
        setLate(undefined);
      },
      late: async () => {
        await refetch();
        setLate(wanted);
      },
    });
  };
  return { plan: data, error, refetch, save, late, forget: () => setLate(undefined) };
}
