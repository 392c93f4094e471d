import { useMe } from "../app/session";

/** The instant at which the reader's clock shows this, as inputs have it: `2026-05-03`, `2026-05-03T14:30`. */
export function useInstantOf(): (local: string) => Date {
  const { time_zone: timeZone } = useMe();
  // Swedish writes times as ISO does.
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const ahead = (at: number) => new Date(`${clock.format(at).replace(" ", "T")}Z`).getTime() - at;
  return (local) => {
    const shown = new Date(`${local.includes("T") ? local : `${local}T00:00`}Z`).getTime();
    // Once more with what holds there: the clocks may have changed in between.
    return new Date(shown - ahead(shown - ahead(shown)));
  };
}
