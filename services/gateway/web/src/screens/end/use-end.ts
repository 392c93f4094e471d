/** Ends a pair, alone and at once. Only what kind of end it was is told, and not always that. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, once, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";

export type Reason = Schemas["EndReason"];

export function useEnd(): (reason: Reason) => Promise<boolean> {
  const { t } = useTranslation("endings");
  const { pair } = usePair();
  const [key] = useState(once);
  const undo = useUndo();
  const reread = useReread();
  return (reason) =>
    undo.now({
      words: t(reason === "completed" ? "end.said-completed" : "end.said"),
      send: async () => {
        const header = { "Idempotency-Key": `${key}.${reason}`, Prefer: "wait=10" };
        const params = { path: { pair_id: pair.pair_id }, header };
        await sent(http.POST("/v1/pairs/{pair_id}/end", { params, body: { reason } }));
        await reread("/v1/pairs/{pair_id}", "/v1/pairs", "/v1/pairs/{pair_id}/farewell");
      },
    });
}
