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

/** What one of the two tried, or shared from their journal. */
export function NoteEntry({ kind, lane, at, text, href }: NoteEntryProps) {
  const { t } = useTranslation("pairs");
  const way = { taught: "teach", learnt: "learn" }[kind as string];
  const flow = lane === "theirs" && way ? (way === "teach" ? "learn" : "teach") : way;
  return (
    <article className={classes.entry} data-way={flow}>
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
