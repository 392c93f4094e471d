import { instantOf, wallOf } from "./zoned";

const HOUR_MS = 60 * 60 * 1000;

/** In so many days at that hour, by the clock there. */
export function inDays(days: number, hour: number, timeZone: string): Date {
  const today = new Date(`${wallOf(new Date(), timeZone).slice(0, 10)}T00:00Z`).getTime();
  const then = new Date(today + (days * 24 + hour) * HOUR_MS);
  return instantOf(then.toISOString().slice(0, 16), timeZone);
}
