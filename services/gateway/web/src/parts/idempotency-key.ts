/** Keys of creating POSTs: sent again, the same does nothing a second time. */

import { useCallback, useRef } from "react";
import { once, problemOf } from "../api/client";

interface Answer {
  error?: unknown;
}

/** Makes the call with a key for this content. */
type WithKey = <Given extends Answer>(content: unknown, call: (key: string) => Promise<Given>) => Promise<Given>;

/**
 * The same content has the same key until it is answered; other content is another thing.
 * After a yes it would be meant once more, and after a definite no it may be tried anew; where no answer came, it may have
 * arrived.
 */
export function useIdempotencyKey(): WithKey {
  const keys = useRef(new Map<string, string>());
  return useCallback(async (content, call) => {
    const said = JSON.stringify(content);
    const key = keys.current.get(said) ?? once();
    keys.current.set(said, key);
    const answer = await call(key);
    if (answer.error === undefined || isDefinite(answer.error)) keys.current.delete(said);
    return answer;
  }, []);
}

function isDefinite(error: unknown): boolean {
  const { status } = problemOf(error);
  return status >= 400 && status < 500;
}
