import { useQuery } from "@tanstack/react-query";
import { http } from "../../api/client";
import { sent } from "../../parts/sent";
import type { OwnKey } from "../../sealing/box";
import { useKeys } from "../../sealing/keys";
import type { Entry } from "./entries";

/** So many pages of fifty are looked through. */
const MOST_PAGES = 20;

/** What is sealed is searched here, by the browser that can open it. */
export function useSealedFound(q: string): Entry[] {
  const { own } = useKeys();
  const { data } = useQuery({
    queryKey: ["sealed-found", q, own?.kid],
    queryFn: () => (own ? searched(own, q) : []),
    enabled: Boolean(own && q),
    meta: { isSecret: true },
  });
  return (q && data) || [];
}

async function searched(own: OwnKey, q: string): Promise<Entry[]> {
  const { opened } = await import("../../sealing/box");
  const wanted = plain(q).split(/\s+/).filter(Boolean);
  const found: Entry[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { limit: 50, ...(cursor && { cursor }) };
    const entries = await sent(http.GET("/v1/journal/entries", { params: { query } }));
    for (const entry of entries?.data ?? []) {
      const content = entry.jwe && (await opened(entry.jwe, own).catch(() => null));
      const words = content ? plain([content.text, ...content.tags].join(" ")).split(/[^\p{L}\p{N}]+/u) : [];
      if (content && wanted.every((one) => words.some((word) => word.startsWith(one)))) found.push(entry);
    }
    cursor = entries?.next_cursor;
    if (!cursor) break;
  }
  return found;
}

/** Without case and accents, as the house compares what it can read. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
