import { useMemo } from "react";
import { once } from "../api/client";

/** A key for sending just this: tried again it is the same, and for other words it is another. */
export function useOnceFor(...content: unknown[]): string {
  return useMemo(once, content);
}
