/** Somebody else was faster. That is no failure: both versions are shown, and whoever wrote brings them together. */

import { problemOf } from "../api/client";

export function isMeanwhile(error: unknown): boolean {
  return problemOf(error).code === "changed-meanwhile";
}
