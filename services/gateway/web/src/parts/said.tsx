import type { ReactNode } from "react";
import classes from "./said.module.css";

/** What one of the two said. */
export function Said({ who, children }: { who: string; children: ReactNode }) {
  return (
    <figure className={classes.said}>
      <figcaption>{who}</figcaption>
      {children}
    </figure>
  );
}

/** Side by side: what both said. */
export function BothSaid({ children }: { children: ReactNode }) {
  return <div className={classes.both}>{children}</div>;
}
