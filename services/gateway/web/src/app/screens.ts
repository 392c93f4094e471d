/** Every screen: where it is, its own chunk, and what it begins with. Small, for it is there before all others. */

import { inject, parse } from "regexparam";
import type { ComponentType } from "react";

/** What comes beside a screen's code rather than after it. Named where people begin. */
interface Beside {
  /** Areas of words. */
  words?: string[];
  /** What it asks of the gateway, letter by letter, with the parts of its own path. */
  reads?: string[];
}

interface Code {
  default: ComponentType;
  /** Asks for all that it shows first, at this path: a screen is drawn with it if it comes soon. */
  firstReads?: (path: string) => Promise<unknown>[];
}

export interface Screen extends Required<Beside> {
  path: string;
  load: () => Promise<Code>;
}

function screen(path: string, code: Screen["load"], { words = [], reads = [] }: Beside = {}): Screen {
  // The very same promise each time: React shows at once what is there when it looks.
  let coming: Promise<Code> | undefined;
  return { path, load: () => (coming ??= code()), words, reads };
}

export const SCREENS: readonly Screen[] = [
  screen("/", () => import("../screens/today/today"), { words: ["today"], reads: ["/v1/pairs"] }),
  screen("/administer", () => import("../screens/administer/administer")),
  screen("/administer/people", () => import("../screens/administer/people")),
  screen("/administer/platforms", () => import("../screens/administer/platforms")),
  screen("/administer/webhooks", () => import("../screens/administer/webhooks")),
  screen("/administer/webhooks/:id", () => import("../screens/administer/webhook")),
  screen("/administer/organisation", () => import("../screens/administer/organisation")),
  screen("/administer/audit", () => import("../screens/administer/audit")),
  screen("/administer/erasures", () => import("../screens/administer/erasures")),
  screen("/administer/erasures/:id", () => import("../screens/administer/erasure")),
  screen("/administer/letters", () => import("../screens/administer/letters")),
  screen("/moderators", () => import("../screens/administer/moderators")),
  screen("/moderation", () => import("../screens/moderation/moderation")),
  screen("/moderation/reports/:id", () => import("../screens/moderation/report")),
  screen("/pairs/:id/sessions/:sid", () => import("../screens/sessions/session")),
  screen("/pairs/:id/sessions", () => import("../screens/sessions/sessions")),
  screen("/pairs/:id/thread", () => import("../screens/thread/thread")),
  screen("/pairs/:id", () => import("../screens/pair/pair"), {
    words: ["pairs", "milestones", "sessions", "readers"],
    reads: ["/v1/pairs/:id", "/v1/pairs/:id/exchanges?limit=100"],
  }),
  screen("/pairs", () => import("../screens/pairs/pairs"), { words: ["pairs"] }),
  screen("/journal", () => import("../screens/journal/journal"), { words: ["journal"] }),
  screen("/journal/new", () => import("../screens/journal/new")),
  screen("/journal/kudos", () => import("../screens/journal/kudos")),
  screen("/journal/key", () => import("../screens/journal/key")),
  screen("/journal/entries/:id", () => import("../screens/journal/entry")),
  screen("/journal/dividends/:month", () => import("../screens/journal/dividend")),
  screen("/preparation", () => import("../screens/preparation/preparation")),
  screen("/preparation/:track", () => import("../screens/preparation/track")),
  screen("/preparation/:track/:step", () => import("../screens/preparation/step")),
  screen("/resources", () => import("../screens/resources/resources")),
  screen("/resources/:id", () => import("../screens/resources/resource")),
  screen("/welcome", () => import("../screens/welcome/welcome")),
  screen("/find", () => import("../screens/find/find"), { words: ["find", "people"] }),
  screen("/find/invite", () => import("../screens/find/invite")),
  screen("/people/:id", () => import("../screens/people/person")),
  screen("/interests", () => import("../screens/people/interests")),
  screen("/requests", () => import("../screens/requests/requests"), { words: ["requests"] }),
  screen("/requests/:id", () => import("../screens/requests/request")),
  screen("/requests/:id/thread", () => import("../screens/requests/thread")),
  screen("/requests/:id/again", () => import("../screens/requests/again")),
  screen("/recognitions/new", () => import("../screens/recognitions/new")),
  screen("/recognitions/:id", () => import("../screens/recognitions/recognition")),
  screen("/pairs/:id/agreement", () => import("../screens/agreement/agreement")),
  screen("/pairs/:id/goals", () => import("../screens/goals/goals")),
  screen("/pairs/:id/pulse", () => import("../screens/pulse/pulse")),
  screen("/pairs/:id/fit", () => import("../screens/fit/fit")),
  screen("/pairs/:id/rematch", () => import("../screens/rematch/rematch")),
  screen("/pairs/:id/review", () => import("../screens/review/review")),
  screen("/pairs/:id/end", () => import("../screens/end/end")),
  screen("/pairs/:id/farewell", () => import("../screens/farewell/farewell")),
  screen("/pairs/:id/certificate", () => import("../screens/certificate/certificate")),
  screen("/circles/new", () => import("../screens/circles/new")),
  screen("/circles/:id", () => import("../screens/circles/circle")),
  screen("/circles", () => import("../screens/circles/circles")),
  screen("/organise", () => import("../screens/organise/organise")),
  screen("/organise/pairs", () => import("../screens/organise/pairs/pairs")),
  screen("/organise/rounds", () => import("../screens/organise/rounds/rounds")),
  screen("/organise/rounds/:id", () => import("../screens/organise/rounds/round")),
  screen("/organise/plan", () => import("../screens/organise/plan/plan")),
  screen("/organise/plan/dry-run", () => import("../screens/organise/plan/dry-run")),
  screen("/organise/plan/wordings", () => import("../screens/organise/plan/wordings")),
  screen("/organise/plan/announcements", () => import("../screens/organise/plan/announcements")),
  screen("/organise/plan/deliveries", () => import("../screens/organise/plan/deliveries")),
  screen("/organise/uptake", () => import("../screens/organise/uptake/uptake")),
  screen("/organise/programmes", () => import("../screens/organise/programmes/programmes")),
  screen("/organise/programmes/new", () => import("../screens/organise/programmes/new")),
  screen("/organise/programmes/:id", () => import("../screens/organise/programmes/programme")),
  screen("/programmes", () => import("../screens/programmes/programmes")),
  screen("/programmes/:id/members", () => import("../screens/programmes/members")),
  screen("/programmes/:id", () => import("../screens/programmes/programme")),
  screen("/inbox", () => import("../screens/inbox/inbox"), { words: ["inbox"] }),
  screen("/preferences", () => import("../screens/preferences/preferences")),
  screen("/me", () => import("../screens/me/me")),
  screen("/me/profile", () => import("../screens/profile/profile")),
  screen("/me/erasure", () => import("../screens/me/erasure")),
  screen("/reports", () => import("../screens/reports/reports")),
  screen("/reports/new", () => import("../screens/reports/new-report")),
  screen("/reports/:id", () => import("../screens/reports/report")),
];

export function screenAt(path: string): Screen | undefined {
  return SCREENS.find((one) => parse(one.path).pattern.test(path));
}

/** What a screen asks of the gateway where it is shown at this path. */
export function readsAt({ path, reads }: Screen, here: string): string[] {
  const { keys, pattern } = parse(path);
  const found = pattern.exec(here) ?? [];
  const values = Object.fromEntries(keys.map((key, i) => [key, found[i + 1]]));
  return reads.map((address) => inject(address, values));
}
