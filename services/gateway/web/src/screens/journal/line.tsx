import { IconHourglassLow, IconShieldLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useMe } from "../../app/session";
import { useNameOf } from "../../parts/people";
import { useWhen } from "../../parts/when";
import { useOpened } from "../../sealing/keys";
import { toneOf, useKinds, type Entry } from "./entries";
import { EntryReaders } from "./entry-readers";
import cover from "../../parts/cover.module.css";
import classes from "./journal.module.css";

/** An entry in a list: its kind, its day, who reads it and how it begins. */
export function Line({ entry }: { entry: Entry }) {
  const me = useMe();
  const { date } = useWhen();
  const { nameOf } = useKinds();
  const { content } = useOpened(entry.entry_id, entry.version, entry.jwe);
  const tags = content?.tags ?? entry.tags ?? [];
  return (
    <li className={classes.line} data-tone={toneOf(entry.kind, entry.author_id === me.person_id)}>
      <div className={classes.lineHead}>
        <h3>
          <Link href={`/journal/entries/${entry.entry_id}`} className={cover.cover}>
            {nameOf(entry.kind)}
          </Link>
        </h3>
        <EntryReaders entry={entry} />
      </div>
      <Beginning entry={entry} text={content?.text ?? entry.text ?? undefined} />
      <p className={classes.facts}>
        <time dateTime={entry.day}>{date(entry.day)}</time>
        <Author id={entry.author_id} />
        {tags.map((tag) => (
          <span key={tag}>#{tag}</span>
        ))}
      </p>
    </li>
  );
}

function Beginning({ entry, text }: { entry: Entry; text: string | undefined }) {
  const { t } = useTranslation("journal");
  const { date } = useWhen();
  if (text !== undefined) return <p className={classes.beginning}>{text}</p>;
  const isClosed = entry.opens_on && !entry.jwe;
  const Icon = isClosed ? IconHourglassLow : IconShieldLock;
  return (
    <p className={classes.shut}>
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      {isClosed ? t("closed-until", { day: date(entry.opens_on ?? "") }) : t("sealed-here")}
    </p>
  );
}

/** Nothing beside one's own words: that they are one's own is the rule. */
export function Author({ id }: { id: string }) {
  const { t } = useTranslation("journal");
  const me = useMe();
  const name = useNameOf(id);
  return id === me.person_id ? null : <span>{t("by", { name })}</span>;
}
