import { useMe } from "../app/session";
import { useNameOf } from "./people";

/** What somebody is called, where a list has many of them; oneself in the word for it. */
export function Name({ id, self }: { id: string; self?: string }) {
  const me = useMe();
  const name = useNameOf(id);
  return <>{self !== undefined && id === me.person_id ? self : name}</>;
}
