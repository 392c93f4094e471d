import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import classes from "./skills.module.css";
import { useTopics } from "./topics";

type Skill = Schemas["Skill"];

/** Topics with how well, in words, and why. Those of `shared` are what the two have in common. */
export function Skills({ skills, shared = [], none }: { skills: readonly Skill[]; shared?: readonly string[]; none: string }) {
  const { t } = useTranslation("people");
  const topics = useTopics(skills.map(({ topic }) => topic));
  if (skills.length === 0) return <p className={classes.quiet}>{none}</p>;
  return (
    <ul className={classes.skills}>
      {skills.map(({ topic, level, why }, number) => (
        <li key={topic}>
          <strong>{topics[number]}</strong>
          {shared.includes(topic) && <span className={classes.shared}>{t("in-common")}</span>}
          <span className={classes.level}>{t(`level.${level ?? 3}`)}</span>
          {why && <q className={classes.why}>{why}</q>}
        </li>
      ))}
    </ul>
  );
}

/** The topics of `ones` that `others` name as well. */
export function inCommon(ones: readonly Skill[] | undefined, others: readonly Skill[] | undefined): string[] {
  const known = new Set(others?.map(({ topic }) => topic.toLowerCase()));
  return ones?.map(({ topic }) => topic).filter((topic) => known.has(topic.toLowerCase())) ?? [];
}
