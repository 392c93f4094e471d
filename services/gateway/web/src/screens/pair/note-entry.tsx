import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import classes from "./entry.module.css";
import { EntryHead, type EntryKind } from "./entry-head";
import type { Lane } from "./moments";

interface NoteEntryProps {
  kind: EntryKind;
  lane: Lane;
  at: string;
  text: string;
  /** Where all of it stands. */
  href?: string;
}

/** Which way something went, from the side of who reads. */
const WAYS: Partial<Record<EntryKind, { mine: string; theirs: string }>> = {
  taught: { mine: "teach", theirs: "learn" },
  learnt: { mine: "learn", theirs: "teach" },
};

/** What one of the two tried, or shared from their journal. */
export function NoteEntry({ kind, lane, at, text, href }: NoteEntryProps) {
  const { t } = useTranslation("pairs");
  const way = WAYS[kind]?.[lane === "theirs" ? "theirs" : "mine"];
  return (
    <article className={classes.entry} data-way={way}>
      <EntryHead kind={kind} lane={lane} at={at} />
      <p className={classes.line}>{text}</p>
      {href && (
        <footer>
          <Link href={href}>{t("timeline.read")}</Link>
        </footer>
      )}
    </article>
  );
}
