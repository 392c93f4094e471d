import { problemOf } from "../api/client";
import { useUndo } from "../app/undo";

interface Edit {
  /** What was done, in words for whoever did it. */
  words: string;
  send: () => Promise<unknown>;
  /** Somebody else was faster: show both, and complain about nothing. */
  late: () => unknown;
}

/** A change of what others may change too. True when it is done. */
export function useEdit(): (edit: Edit) => Promise<boolean> {
  const { now } = useUndo();
  return async ({ words, send, late }) => {
    try {
      await send();
    } catch (failure) {
      if (problemOf(failure).code === "changed-meanwhile") {
        await late();
        return false;
      }
      return now({ words, send: () => Promise.reject(failure) });
    }
    return now({ words, send: () => Promise.resolve() });
  };
}
