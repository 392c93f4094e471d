import { IconHeart } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Schemas } from "../api/client";
import { useInWords } from "./in-words";
import classes from "./thanks.module.css";

interface ThanksProps {
  kudos: Schemas["Kudos"];
  /** Who thanks whom. */
  title: string;
  children?: ReactNode;
}

/** What somebody was thanked for. */
export function Thanks({ kudos: { words, line }, title, children }: ThanksProps) {
  const said = useInWords();
  return (
    <figure className={classes.thanks}>
      <IconHeart size={26} stroke={1.6} aria-hidden="true" />
      <div>
        <figcaption>{title}</figcaption>
        <strong>{said(words)}</strong>
        {line && <blockquote>{line}</blockquote>}
        {children}
      </div>
    </figure>
  );
}
