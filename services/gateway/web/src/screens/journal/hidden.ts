import { useQuery, useQueryClient } from "@tanstack/react-query";

const HIDDEN = ["hidden-entries"];

/** Entries that are being erased: out of sight, whatever is read again before they are gone. */
export function useHidden() {
  const client = useQueryClient();
  const { data = [] } = useQuery<string[]>({
    queryKey: HIDDEN,
    queryFn: () => [],
    staleTime: Infinity,
    enabled: false,
    meta: { isSecret: true },
  });
  const change = (next: (before: string[]) => string[]) =>
    client.setQueryData<string[]>(HIDDEN, (before = []) => next(before));
  return {
    isHidden: (entryId: string) => data.includes(entryId),
    hide: (entryId: string) => change((before) => [...before, entryId]),
    show: (entryId: string) => change((before) => before.filter((one) => one !== entryId)),
  };
}
