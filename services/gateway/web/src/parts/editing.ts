/** Editing what has a version: what somebody else made of it meanwhile is kept beside what was written here. */

import { useState } from "react";
import { problemOf } from "../api/client";
import { useUndo } from "../app/undo";
import { stayInRegion } from "./region";

interface Editing<Shown, Draft> {
  /** What is written and not saved yet; none while nothing is edited. */
  draft: Draft | null;
  write: (draft: Draft) => void;
  /** As it stands now, where somebody was faster: for `Conflict`. */
  theirs: Shown | null;
  /** Saves over this version. */
  save: (draft: Draft, version: number) => Promise<boolean>;
  /** Away with what was written. */
  leave: () => void;
}

interface EditingOptions<Shown, Draft> {
  /** What is said once it is saved. */
  words: string;
  isShown: (current: unknown) => current is Shown;
  /** `version` is as `If-Match` has it. */
  send: (draft: Draft, version: string) => Promise<unknown>;
}

export function useEditing<Shown, Draft>({ words, isShown, send }: EditingOptions<Shown, Draft>): Editing<Shown, Draft> {
  const undo = useUndo();
  const [draft, write] = useState<Draft | null>(null);
  const [theirs, setTheirs] = useState<Shown | null>(null);
  const leave = () => {
    stayInRegion();
    write(null);
    setTheirs(null);
  };
  const save = async (mine: Draft, version: number) => {
    try {
      await send(mine, `"${version}"`);
    } catch (error) {
      const { current } = problemOf(error);
      if (!isShown(current)) return undo.now({ words, send: () => Promise.reject(error) });
      write(mine);
      setTheirs(current);
      return false;
    }
    leave();
    return undo.now({ words, send: () => Promise.resolve() });
  };
  return { draft, write, theirs, save, leave };
}

/** What the gateway sends as `current` has these fields. */
export function has<Shown>(...fields: (keyof Shown & string)[]): (current: unknown) => current is Shown {
  return (current): current is Shown =>
    typeof current === "object" && current !== null && fields.every((field) => field in current);
}
