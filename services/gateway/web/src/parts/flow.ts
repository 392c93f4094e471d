import type { Schemas } from "../api/client";

/** How much went from somebody to the other of their pair and back, over all months. */
export function flowOf(months: readonly Schemas["MonthOfLedger"][], personId: string): { taught: number; learnt: number } {
  const flows = months.flatMap((month) => month.flows);
  const sum = (own: (flow: Schemas["FlowOfMonth"]) => boolean) =>
    flows.filter(own).reduce((all, { count }) => all + count, 0);
  return { taught: sum(({ from_id }) => from_id === personId), learnt: sum(({ to_id }) => to_id === personId) };
}
