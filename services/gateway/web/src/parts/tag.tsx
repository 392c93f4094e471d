import type { ReactNode } from "react";
import classes from "./tag.module.css";

/** A state in a word; its colour says nothing that the word does not. */
export function Tag({ tone, children }: { tone?: "good" | "bad" | "teach" | "learn"; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
