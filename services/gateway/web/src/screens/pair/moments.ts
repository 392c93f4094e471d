/** What happened between two people, from all that tells of it, as one line of time. */

import type { Schemas } from "../../api/client";

export type Lane = "mine" | "theirs" | "both";

type What =
  | { kind: "exchange"; exchange: Schemas["Exchange"] }
  | { kind: "tried"; action: Schemas["Action"] }
  | { kind: "entry"; entry: Entry }
  | { kind: "session"; session: Schemas["HeldSession"] }
  | { kind: "milestone"; milestone: string }
  | { kind: "change"; change: string }
  | { kind: "began" }
  | { kind: "ended" };

export type Entry = Schemas["libs__common__contracts__entries__Entry"];
export type Moment = What & { key: string; at: string; lane: Lane };

interface Sources {
  pair: Schemas["Pair"];
  meId: string;
  exchanges: readonly Schemas["Exchange"][];
  actions: readonly Schemas["Action"][];
  entries: readonly Entry[];
  facts: readonly Schemas["Fact"][];
}

/** They stand beside what they were earned by, which says the same. */
const SAID_ALREADY = new Set(["first-talk-held", "learned-from-other"]);

/** The newest first. */
export function momentsOf({ pair, meId, exchanges, actions, entries, facts }: Sources): Moment[] {
  const laneOf = (personId: string): Lane => (personId === meId ? "mine" : "theirs");
  const sideOf = (side: string): Lane => {
    const member = pair.members.find(({ role }) => role === side);
    return member ? laneOf(member.person_id) : "both";
  };
  const moments: Moment[] = [
    { kind: "began", key: "began", at: pair.formed_at, lane: "both" },
    ...exchanges.map((exchange) => ({
      kind: "exchange" as const,
      exchange,
      key: exchange.exchange_id,
      at: exchange.at,
      lane: laneOf(exchange.author_id),
    })),
    ...actions.flatMap((action): Moment[] =>
      action.state === "done" && action.done_at
        ? [{ kind: "tried", action, key: action.action_id, at: action.done_at, lane: laneOfAll(action.owner_ids, laneOf) }]
        : [],
    ),
    ...entries.flatMap((entry): Moment[] =>
      entry.level === "pair"
        ? [{ kind: "entry", entry, key: entry.entry_id, at: entry.shared_at ?? entry.day, lane: laneOf(entry.author_id) }]
        : [],
    ),
    ...pair.sessions.map((session) => ({
      kind: "session" as const,
      session,
      key: session.session_id,
      at: session.held_at,
      lane: "both" as const,
    })),
    ...pair.milestones.flatMap(({ milestone, side, at }): Moment[] =>
      SAID_ALREADY.has(milestone)
        ? []
        : [{ kind: "milestone", milestone, key: `${milestone} ${side}`, at, lane: sideOf(side) }],
    ),
    ...facts.flatMap(({ id, time, type, data }): Moment[] => {
      const change: unknown = data["change"];
      return type.startsWith("bothways.PairChanged.") && typeof change === "string"
        ? [{ kind: "change", change, key: id, at: time, lane: "both" }]
        : [];
    }),
  ];
  if (pair.ended_at) moments.push({ kind: "ended", key: "ended", at: pair.ended_at, lane: "both" });
  return moments.sort((one, other) => new Date(other.at).getTime() - new Date(one.at).getTime());
}

function laneOfAll(personIds: readonly string[], laneOf: (personId: string) => Lane): Lane {
  const [first, second] = personIds;
  return first && !second ? laneOf(first) : "both";
}
