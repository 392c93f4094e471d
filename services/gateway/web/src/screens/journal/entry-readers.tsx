import { useMe } from "../../app/session";
import { useNameOf } from "../../parts/people";
import { Readers } from "../../parts/readers";
import type { Entry } from "./entries";

/** Who can read an entry now. */
export function EntryReaders({ entry }: { entry: Pick<Entry, "level" | "reader_ids" | "opens_on"> }) {
  const me = useMe();
  const other = entry.reader_ids.find((id) => id !== me.person_id);
  if (other) return <WithOther level={entry.level} other={other} day={entry.opens_on} />;
  return <Readers who={entry.level} day={entry.opens_on} />;
}

function WithOther({ level, other, day }: { level: Entry["level"]; other: string; day: Entry["opens_on"] }) {
  return <Readers who={level} name={useNameOf(other)} day={day} />;
}
