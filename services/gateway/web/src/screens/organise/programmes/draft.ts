/** A programme as it stands in a form, and as it is sent. */

import type { Schemas } from "../../../api/client";

export const ENTRIES = ["open", "approved", "invited"] as const;
export const MODES = ["rolling", "cohort"] as const;
export const DIRECTIONS = ["forward", "reverse", "reciprocal", "peer", "flash"] as const;
export const WAYS = ["asking", "offering", "round", "recognition", "circle"] as const;
export const STAGES = ["enrolment", "matching", "running", "closing"] as const;
export const WEIGHTS = ["seniority", "overlap", "time", "same_department", "other_site"] as const;

type Settings = Schemas["ProgrammeSettings"];

/** Of what was never said, as by default. */
const BY_DEFAULT = { health_bands: false, pairs_in_need: false, smallest_group: 5 };

export interface Draft {
  en: string;
  de: string;
  entry: (typeof ENTRIES)[number];
  mode: (typeof MODES)[number];
  direction: (typeof DIRECTIONS)[number];
  pairMonths: string;
  ways: (typeof WAYS)[number][];
  /** The days on which stages begin. */
  stages: Record<(typeof STAGES)[number], string>;
  endsAt: string;
  otherDepartment: boolean;
  sameSite: boolean;
  leastOverlap: string;
  weights: Record<(typeof WEIGHTS)[number], string>;
  privacy: typeof BY_DEFAULT;
}

const dayOf = (time: string | null | undefined): string => time?.slice(0, 10) ?? "";
const timeOf = (day: string): string => new Date(`${day}T08:00:00Z`).toISOString();
const said = (value: number | null | undefined): string => (value === null || value === undefined ? "" : String(value));
const numberOf = (written: string): number | null => (written.trim() === "" ? null : Number(written));

export function draftOf(settings: Settings): Draft {
  const begins = (stage: string) => dayOf(settings.stages?.find((one) => one.stage === stage)?.starts_at);
  const { weights, musts } = settings;
  return {
    en: settings.called["en"] ?? "",
    de: settings.called["de"] ?? "",
    entry: settings.entry ?? "open",
    mode: settings.mode ?? "rolling",
    direction: settings.direction ?? "forward",
    pairMonths: said(settings.pair_months),
    ways: settings.ways ?? [...WAYS],
    stages: {
      enrolment: begins("enrolment"),
      matching: begins("matching"),
      running: begins("running"),
      closing: begins("closing"),
    },
    endsAt: dayOf(settings.ends_at),
    otherDepartment: musts?.other_department ?? false,
    sameSite: musts?.same_site ?? false,
    leastOverlap: said(musts?.least_overlap),
    weights: {
      seniority: said(weights?.seniority),
      overlap: said(weights?.overlap),
      time: said(weights?.time),
      same_department: said(weights?.same_department),
      other_site: said(weights?.other_site),
    },
    privacy: { ...BY_DEFAULT, ...settings.privacy },
  };
}

export function writtenOf(draft: Draft): Schemas["ProgrammeWritten"] {
  const called = Object.entries({ en: draft.en.trim(), de: draft.de.trim() }).filter(([, name]) => name);
  const begun = STAGES.filter((stage) => draft.mode === "cohort" && draft.stages[stage]);
  return {
    called: Object.fromEntries(called),
    entry: draft.entry,
    mode: draft.mode,
    direction: draft.direction,
    pair_months: numberOf(draft.pairMonths),
    ways: draft.ways,
    stages: begun.map((stage) => ({ stage, starts_at: timeOf(draft.stages[stage]) })),
    ends_at: draft.endsAt ? timeOf(draft.endsAt) : null,
    // What is not said is as the organisation has it.
    musts: {
      other_department: draft.otherDepartment || null,
      same_site: draft.sameSite || null,
      least_overlap: numberOf(draft.leastOverlap),
    },
    weights: {
      seniority: numberOf(draft.weights.seniority),
      overlap: numberOf(draft.weights.overlap),
      time: numberOf(draft.weights.time),
      same_department: numberOf(draft.weights.same_department),
      other_site: numberOf(draft.weights.other_site),
    },
    privacy: draft.privacy,
  };
}
