/** Editing what has a version (optimistic locking): what somebody else made of it meanwhile stands beside what was written here. */

import { useState } from "react";
import { problemOf } from "../api/client";
import { useUndo } from "../app/undo";
import { stayInRegion } from "./region";

interface Versioned {
  version?: number;
}

interface Edit<Shown, Draft> {
  /** What is written and not saved yet; none while nothing is edited. */
  draft: Draft | null;
  write: (draft: Draft) => void;
  /** As it stands now, where somebody was faster: for `EditConflict`. */
  theirs: Shown | null;
  /** Over the version upon which it was written, or that was shown last. True when it is done. */
  save: (draft: Draft) => Promise<boolean>;
  /** Away with what was written. */
  leave: () => void;
}

interface EditOptions<Draft> {
  /** Of what is shown. */
  version: number | undefined;
  /** What is said once it is saved. */
  words: (draft: Draft) => string;
  /** `version` is as `If-Match` has it. */
  send: (draft: Draft, version: string) => Promise<unknown>;
  /** What is shown is read again: it was saved, or somebody was faster. */
  reread: () => Promise<unknown>;
}

export function useEdit<Shown extends Versioned, Draft>(options: EditOptions<Draft>): Edit<Shown, Draft> {
  const { version = 0, words, send, reread } = options;
  const undo = useUndo();
  const [draft, setDraft] = useState<Draft | null>(null);
  // Whatever is read anew while somebody writes is not what they write upon.
  const [upon, setUpon] = useState(version);
  const [theirs, setTheirs] = useState<Shown | null>(null);
  const write = (next: Draft) => {
    if (draft === null) setUpon(version);
    setDraft(next);
  };
  const leave = () => {
    stayInRegion();
    setDraft(null);
    setTheirs(null);
  };
  const save = async (mine: Draft) => {
    try {
      await send(mine, `"${draft === null ? version : upon}"`);
    } catch (error) {
      const current = conflictOf<Shown>(error);
      if (!current) return undo.now({ words: words(mine), send: () => Promise.reject(error) });
      await reread();
      setDraft(mine);
      setUpon(current.version ?? 0);
      setTheirs(current);
      return false;
    }
    await reread();
    leave();
    return undo.now({ words: words(mine), send: () => Promise.resolve() });
  };
  return { draft, write, theirs, save, leave };
}

/** What stands there now, where somebody else was faster; nothing of any other no. */
export function conflictOf<Shown>(error: unknown): Shown | undefined {
  const { code, current } = problemOf(error);
  return code === "changed-meanwhile" ? (current as Shown) : undefined;
}
