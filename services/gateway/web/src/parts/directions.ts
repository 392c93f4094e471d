import type { Schemas } from "../api/client";

export type Direction = Schemas["Direction"];

/** The ways in which learning can flow, as they are offered. */
export const DIRECTIONS: readonly Direction[] = ["forward", "reverse", "reciprocal", "peer", "flash"];

/** Of something whose direction is told as any word. */
export function directionOf({ direction }: { direction: string }): Direction {
  return DIRECTIONS.find((one) => one === direction) ?? "forward";
}
