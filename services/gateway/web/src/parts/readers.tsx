import { IconEye } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./readers.module.css";

/** Beside what is written: who can read it. */
export function Readers({ children }: { children: ReactNode }) {
  return (
    <p className={classes.readers}>
      <IconEye size={16} stroke={1.7} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
