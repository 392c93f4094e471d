/** What somebody is writing, kept in this browser until it is sent: leaving the page loses nothing. */

import { del, get, set } from "idb-keyval";
import { useEffect, useState } from "react";
import { kept } from "../../app/store";
import type { EntryKind, Level } from "./entries";

export interface Written {
  kind: EntryKind;
  level: Level;
  pairId: string | undefined;
  day: string;
  opensOn: string;
  text: string;
  tags: string;
}

const DRAFT = "journal-draft";

/** Undefined as long as it is looked for, null where there is none. */
export function useDraft(): Written | null | undefined {
  const [draft, setDraft] = useState<Written | null>();
  useEffect(() => {
    get<Written>(DRAFT, kept).then(
      (found) => setDraft(found ?? null),
      () => setDraft(null),
    );
  }, []);
  return draft;
}

export function keepDraft(written: Written): Promise<void> {
  return set(DRAFT, written, kept).catch(() => undefined);
}

export function dropDraft(): Promise<void> {
  return del(DRAFT, kept).catch(() => undefined);
}

export function tagsOf(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim().replace(/^#/, "").slice(0, 40));
  return [...new Set(tags.filter(Boolean))].slice(0, 20);
}
