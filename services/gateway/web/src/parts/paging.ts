/** For `api.useInfiniteQuery`: lists of the gateway go on at `next_cursor`. */
export const PAGING = {
  pageParamName: "cursor",
  initialPageParam: null,
  getNextPageParam: ({ next_cursor }: { next_cursor?: string | null }) => next_cursor ?? null,
};
