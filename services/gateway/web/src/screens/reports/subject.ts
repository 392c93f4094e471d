import type { Schemas } from "../../api/client";

export type Subject = Schemas["ReportSubject"];

const ABOUT: readonly Subject["about"][] = ["person", "message", "session", "wording"];

/** What the link was about that led here. */
export function subjectOf(asked: URLSearchParams): Subject | null {
  const about = ABOUT.find((one) => one === asked.get("about"));
  const id = asked.get("id");
  if (!about || !id) return null;
  return { about, id, pair_id: asked.get("pair_id"), request_id: asked.get("request_id") };
}
