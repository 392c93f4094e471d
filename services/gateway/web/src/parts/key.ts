/** Keys of creating POSTs: sent again, the same does nothing a second time. */

import { useMemo, useRef } from "react";
import { once, problemOf } from "../api/client";

export interface Keys {
  /** The same for the same content; other content is another thing. */
  of: (content: unknown) => string;
  /** After a definite no the same may be tried anew; where no answer came, it may have arrived. */
  renewAfter: (error: unknown) => void;
}

export function useKeys(): Keys {
  const last = useRef({ said: "", key: "" });
  return useMemo(
    () => ({
      of: (content) => {
        const said = JSON.stringify(content);
        if (said !== last.current.said) last.current = { said, key: once() };
        return last.current.key;
      },
      renewAfter: (error) => {
        const { status } = problemOf(error);
        if (status >= 400 && status < 500) last.current = { said: "", key: "" };
      },
    }),
    [],
  );
}
