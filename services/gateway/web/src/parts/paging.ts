/** How every list of the gateway goes on: at the `next_cursor` that a page ends with. For infinite queries. */
export const PAGING = {
  pageParamName: "cursor",
  initialPageParam: null as string | null,
  getNextPageParam: (page: { next_cursor?: string | null } | undefined) => page?.next_cursor ?? null,
};

/** Of which page, where a call is written out. */
export const from = (cursor: string | null): { cursor?: string } => (cursor ? { cursor } : {});
