import { useName } from "./names";

/** What somebody is called; their id for whoever may not see their name, and where the id is of no person. */
export function PersonName({ id }: { id: string }) {
  const name = useName(id);
  return name ? <span title={id}>{name}</span> : <code>{id}</code>;
}
