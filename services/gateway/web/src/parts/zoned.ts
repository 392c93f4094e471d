/** What a clock on the wall shows in a time zone, as fields of forms have it, and when that is. */

/** `2026-05-03T14:30`. */
export function wallOf(instant: Date, timeZone: string): string {
  // Swedes write dates as ISO 8601 does.
  const words = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(instant);
  return words.replace(" ", "T");
}

export function instantOf(wall: string, timeZone: string): Date {
  const asUtc = new Date(`${wall}Z`).getTime();
  const ahead = (at: number) => new Date(`${wallOf(new Date(at), timeZone)}Z`).getTime() - at;
  // Once more at what was found: clocks may have changed in between.
  return new Date(asUtc - ahead(asUtc - ahead(asUtc)));
}
