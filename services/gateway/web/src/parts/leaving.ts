/** What is on its way out: gone from the screen at once, there again when it is taken back. */

import { useState } from "react";
import { useUndo } from "../app/undo";
import { stayInRegion } from "./region";

export interface Leaving {
  isGone: (id: string) => boolean;
  /** It goes: `words` say so, `send` does it once it was not taken back. */
  leave: (id: string, words: string, send: () => Promise<unknown>) => void;
}

/** Beside what was read, not in it: whatever is read anew meanwhile brings nothing back. */
export function useLeaving(): Leaving {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const undo = useUndo();
  const back = (id: string) => setGone((all) => new Set([...all].filter((one) => one !== id)));
  return {
    isGone: (id) => gone.has(id),
    leave: (id, words, send) => {
      stayInRegion(document.activeElement?.closest("li") ? "section" : "main");
      setGone((all) => new Set([...all, id]));
      undo.later({ words, send, takeBack: () => back(id) });
    },
  };
}
