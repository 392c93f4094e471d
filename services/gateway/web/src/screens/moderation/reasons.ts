import type { Schemas } from "../../api/client";

export type Reason = Schemas["Decide"]["reason"];

/** Why something was decided, as kinds: no words about anybody stand in the audit log. */
export const REASONS: readonly Reason[] = [
  "not-misuse",
  "not-shown",
  "first-time",
  "happened-again",
  "severe-harm",
  "acute-danger",
  "appeal-heard",
];
