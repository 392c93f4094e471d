/** How every list of the gateway goes on: from the cursor that a page ends with. */

const first: string | null = null;

export const PAGED = {
  initialPageParam: first,
  getNextPageParam: (page: { next_cursor?: string | null } | undefined): string | null | undefined => page?.next_cursor,
};

/** Of which page, if not of the first. */
export const from = (cursor: string | null): { cursor?: string } => (cursor ? { cursor } : {});
