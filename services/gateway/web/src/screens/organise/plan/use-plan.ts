/** The plan, and changing it a row at a time: nobody's change is lost beneath another one. */

import { api, http, type Schemas } from "../../../api/client";
import { conflictOf, useEdit } from "../../../parts/edit";
import { useReread } from "../../../parts/reread";
import { sent } from "../../../parts/sent";
import { withRow, type Written } from "./rows";

type Shown = Schemas["PlanShown"];

export interface PlanChange {
  words: string;
  /** Of the row. */
  name: string;
  /** Undefined: as the house has it. */
  written: Written | undefined;
}

export function usePlan() {
  const reread = useReread();
  const { data: plan, error, refetch } = api.useQuery("get", "/v1/programme/plan");
  const edit = useEdit<Shown, PlanChange>({
    version: plan?.version,
    words: ({ words }) => words,
    send: async (change, version) => {
      if (!plan) return;
      try {
        await put(plan, version, change);
      } catch (error) {
        const now = conflictOf<Shown>(error);
        // Who changed another row only is in nobody's way.
        if (!now || rowOf(now, change) !== rowOf(plan, change)) throw error;
        await put(now, `"${now.version ?? 0}"`, change);
      }
    },
    reread: () => reread("/v1/programme/plan"),
  });
  return { plan, error, refetch, edit };
}

function put({ own }: Shown, version: string, { name, written }: PlanChange): Promise<unknown> {
  const body = { rows: withRow(own.rows, name, written) };
  return sent(http.PUT("/v1/programme/plan", { params: { header: { "If-Match": version } }, body }));
}

/** The same for the same. */
function rowOf({ own }: Shown, { name }: PlanChange): string {
  return JSON.stringify(own.rows.find((row) => row.name === name));
}
