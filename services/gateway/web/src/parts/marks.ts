/** What I think of a colleague: mine alone, until both would like to talk. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../api/client";
import { useUndo } from "../app/undo";
import { sent } from "./sent";
import { MARKS } from "./whole";

type Mark = Schemas["Mark"];
type Marks = Schemas["Marks"];

const { queryKey } = MARKS;

export function useMarks(): Marks["marks"] {
  return useQuery(MARKS).data?.marks ?? [];
}

/** Shown at once, sent when it was not taken back. */
export function useMark(personId: string, name: string) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const undo = useUndo();
  const marked = useMarks().find((one) => one.person_id === personId);
  const path = { params: { path: { person_id: personId } } };
  const set = (mark: Mark | null) => {
    const before = client.getQueryData<Marks>(queryKey);
    const others = before?.marks.filter((one) => one.person_id !== personId) ?? [];
    const own = mark ? [{ person_id: personId, mark, is_mutual: marked?.is_mutual ?? false }] : [];
    client.setQueryData<Marks>(queryKey, { marks: [...others, ...own], next_cursor: null });
    undo.later({
      words: t(mark ? `marked.${mark}` : "marked.none", { name }),
      send: async () => {
        await sent<unknown, unknown>(
          mark
            ? http.PUT("/v1/interests/{person_id}", { ...path, body: { mark } })
            : http.DELETE("/v1/interests/{person_id}", path),
        );
        await client.invalidateQueries({ queryKey });
      },
      takeBack: () => client.setQueryData(queryKey, before),
    });
  };
  return { mark: marked?.mark ?? null, isMutual: marked?.is_mutual ?? false, set };
}
