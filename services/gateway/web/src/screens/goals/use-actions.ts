/** Changes of the shared list: seen at once, sent when they were not taken back. */

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, problemOf, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { isMeanwhile } from "../../parts/changed-meanwhile";
import { ofPair } from "../../parts/of-pair";
import { sent } from "../../parts/sent";
import { actionsOf } from "../../parts/whole";
import { usePair } from "../pair/pair-context";

type Action = Schemas["Action"];

export interface Written {
  what: string;
  owner_ids: string[];
  due: string | null;
}

interface ActionDeeds {
  /** Whether it stands. */
  add: (written: Written, key: string) => Promise<boolean>;
  /** True when it stands; what is there now, where the other was faster. */
  rewrite: (action: Action, version: number, written: Written) => Promise<true | Action | undefined>;
  settle: (action: Action, state: Schemas["ActionState"]) => void;
}

export function useActions(): ActionDeeds {
  const { t } = useTranslation("goals");
  const { pair, first } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const path = ofPair(pair.pair_id);
  const reading = actionsOf(pair.pair_id);
  const reread = () => client.fetchQuery({ ...reading, staleTime: 0 });
  const change = (action_id: string, version: number, body: Schemas["ActionChange"]) => {
    const params = { path: { pair_id: pair.pair_id, action_id }, header: { "If-Match": `"${version}"` } };
    return sent(http.PATCH("/v1/pairs/{pair_id}/actions/{action_id}", { params, body }));
  };
  const faster = (error: unknown) => ({
    ...problemOf(error),
    title: t("conflict.title", { name: first }),
    detail: t("conflict.detail"),
  });

  return {
    add: (body, key) =>
      undo.now({
        words: t("actions.added"),
        send: async () => {
          const params = { ...path.params, header: { "Idempotency-Key": key } };
          await sent(http.POST("/v1/pairs/{pair_id}/actions", { params, body }));
          await reread();
        },
      }),
    rewrite: async ({ action_id }, version, written) => {
      let newer: Action | undefined;
      const isSaved = await undo.now({
        words: t("actions.saved"),
        send: async () => {
          try {
            await change(action_id, version, written);
            await reread();
          } catch (error) {
            if (!isMeanwhile(error)) throw error;
            newer = (await reread()).data.find((one) => one.action_id === action_id);
            throw faster(error);
          }
        },
      });
      return isSaved || newer;
    },
    settle: (action, state) => {
      const before = client.getQueryData<Schemas["Actions"]>(reading.queryKey);
      client.setQueryData<Schemas["Actions"]>(reading.queryKey, (actions) =>
        actions && {
          ...actions,
          data: actions.data.map((one) => (one.action_id === action.action_id ? { ...one, state } : one)),
        },
      );
      undo.later({
        words: t(`actions.said-${state}`, { what: action.what }),
        takeBack: () => client.setQueryData(reading.queryKey, before),
        send: async () => {
          try {
            await change(action.action_id, action.version, { state });
          } catch (error) {
            throw isMeanwhile(error) ? faster(error) : error;
          } finally {
            await client.invalidateQueries({ queryKey: reading.queryKey });
          }
        },
      });
    },
  };
}
