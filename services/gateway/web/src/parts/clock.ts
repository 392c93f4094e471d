/** The clock on the wall of a time zone, as `<input type="datetime-local">` has it: 2027-03-01T08:00. */

const MINUTE_MS = 60_000;

export function wallClock(time: Date, timeZone: string): string {
  // In Sweden they write it as ISO does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(time).replace(" ", "T");
}

/** When the clock there shows this. */
export function timeOf(shown: string, timeZone: string): Date {
  const wanted = Date.parse(`${shown}Z`);
  const ahead = (time: number) =>
    Date.parse(`${wallClock(new Date(time), timeZone)}Z`) - Math.floor(time / MINUTE_MS) * MINUTE_MS;
  // A second time, since the clocks may be changed in between.
  return new Date(wanted - ahead(wanted - ahead(wanted)));
}

/** In so many days at that hour, by the clock there. */
export function inDays(days: number, hour: number, timeZone: string): Date {
  const today = Date.parse(`${wallClock(new Date(), timeZone).slice(0, 10)}T00:00Z`);
  const then = new Date(today + (days * 24 + hour) * 60 * MINUTE_MS);
  return timeOf(then.toISOString().slice(0, 16), timeZone);
}
