/** The shared list of what to do, and marking it: seen at once, sent when it was not taken back. */

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, problemOf, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { conflictOf } from "../../parts/edit";
import { sent } from "../../parts/sent";
import { actionsOf } from "../../parts/whole";
import { usePair } from "../pair/pair-context";

type Action = Schemas["Action"];

interface Actions {
  reread: () => Promise<unknown>;
  /** `version` is as `If-Match` has it. */
  change: (action: Action, version: string, body: Schemas["ActionChange"]) => Promise<unknown>;
  settle: (action: Action, state: Schemas["ActionState"]) => void;
}

export function useActions(): Actions {
  const { t } = useTranslation("goals");
  const { pair, first } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = actionsOf(pair.pair_id);
  const reread = () => client.invalidateQueries({ queryKey });
  const change: Actions["change"] = ({ action_id }, version, body) => {
    const params = { path: { pair_id: pair.pair_id, action_id }, header: { "If-Match": version } };
    return sent(http.PATCH("/v1/pairs/{pair_id}/actions/{action_id}", { params, body }));
  };
  const settle: Actions["settle"] = (action, state) => {
    const before = client.getQueryData<Schemas["Actions"]>(queryKey);
    client.setQueryData<Schemas["Actions"]>(queryKey, (actions) =>
      actions && {
        ...actions,
        data: actions.data.map((one) => (one.action_id === action.action_id ? { ...one, state } : one)),
      },
    );
    undo.later({
      words: t(`actions.said-${state}`, { what: action.what }),
      takeBack: () => client.setQueryData(queryKey, before),
      send: async () => {
        try {
          await change(action, `"${action.version}"`, { state });
        } catch (error) {
          if (!conflictOf(error)) throw error;
          throw { ...problemOf(error), title: t("actions.faster", { name: first }), detail: t("actions.look-again") };
        } finally {
          await reread();
        }
      },
    });
  };
  return { reread, change, settle };
}
