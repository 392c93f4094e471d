import { useMe } from "../app/session";
import { instantOf } from "./zoned";

/** The instant at which the reader's clock shows this, as inputs have it: `2026-05-03`, `2026-05-03T14:30`. */
export function useInstantOf(): (local: string) => Date {
  const { time_zone: timeZone } = useMe();
  return (local) => instantOf(local.includes("T") ? local : `${local}T00:00`, timeZone);
}
