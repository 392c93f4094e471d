/** Whatever is given at the end answers with all of it, as one may read it then. */

import { useQueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { ofPair } from "../../parts/of-pair";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";

type Shown = Schemas["FarewellShown"];

export function useFarewell<Failure>(): (
  words: string,
  call: () => Promise<{ data?: Shown; error?: Failure }>,
) => Promise<boolean> {
  const { pair } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/pairs/{pair_id}/farewell", ofPair(pair.pair_id));
  return (words, call) =>
    undo.now({
      words,
      send: async () => {
        client.setQueryData<Shown>(queryKey, await sent(call()));
      },
    });
}
