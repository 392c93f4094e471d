import { useId, type ReactNode } from "react";
import classes from "./card.module.css";

interface CardProps {
  title?: ReactNode;
  /** Beside the title: who can read it, a button. */
  aside?: ReactNode;
  /** A colour at its edge: what somebody teaches, what they learn. */
  tone?: "teach" | "learn";
  children: ReactNode;
}

/** What belongs together. With a title it is a region of its own for whoever listens. */
export function Card({ title, aside, tone, children }: CardProps) {
  const id = useId();
  return (
    <section className={classes.card} data-tone={tone} aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <header className={classes.head}>
          {title && <h2 id={id}>{title}</h2>}
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
