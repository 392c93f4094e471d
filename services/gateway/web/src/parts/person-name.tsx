import { api } from "../api/client";

const HOUR_MS = 60 * 60 * 1000;

/** What somebody is called; their id for whoever may not see their name, and where the id is of no person. */
export function PersonName({ id }: { id: string }) {
  const { data } = api.useQuery(
    "get",
    "/v1/people/{person_id}",
    { params: { path: { person_id: id } } },
    { staleTime: HOUR_MS, retry: false },
  );
  return data ? <span title={id}>{data.name}</span> : <code>{id}</code>;
}
