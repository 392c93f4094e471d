/** What every question about a pair is asked with. */
export function ofPair(pair_id: string) {
  return { params: { path: { pair_id } } };
}
