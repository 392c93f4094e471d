const DAY_MS = 24 * 60 * 60 * 1000;

/** Until something ends by itself: the day that has begun counts. */
export function daysLeft(until: string): number {
  return Math.max(0, Math.ceil((new Date(until).getTime() - Date.now()) / DAY_MS));
}
