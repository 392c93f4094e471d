import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Input.css";
import { ActionIcon, NativeSelect, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { AddTopic } from "./add-topic";
import type { Skill } from "./draft";
import classes from "./profile.module.css";
import { SaidBy } from "./said-by";

const MOST = 50;
const LEVELS = [1, 2, 3, 4, 5] as const;

interface SkillsFormProps {
  way: "gives" | "gets";
  skills: readonly Skill[];
  change: (skills: Skill[]) => void;
  isWriting: boolean;
}

/** The topics of one way: how far, why, one more, one less. */
export function SkillsForm({ way, skills, change, isWriting }: SkillsFormProps) {
  const { t } = useTranslation(["profile", "people"]);
  const all = useRef<HTMLDivElement>(null);
  const remove = (topic: string) => {
    change(skills.filter((one) => one.topic !== topic));
    all.current?.querySelector<HTMLElement>("[data-add] input")?.focus();
  };
  return (
    <Card title={t(`field.${way}`)} tone={way === "gives" ? "teach" : "learn"}>
      <div ref={all} className={classes.way}>
        <p className={classes.quiet}>{t(`${way}-text`)}</p>
        {skills.length === 0 && <p>{t(`${way}-none`)}</p>}
        <ul className={classes.skills}>
          {skills.map((skill) => {
            const put = (part: Partial<Skill>) =>
              change(skills.map((one) => (one.topic === skill.topic ? { ...one, ...part } : one)));
            return (
              <li key={skill.topic}>
                <div className={classes.topic}>
                  <strong>{skill.topic}</strong>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={t("remove", { topic: skill.topic })}
                    onClick={() => remove(skill.topic)}
                  >
                    <IconX size={18} />
                  </ActionIcon>
                </div>
                <div className={classes.how}>
                  <NativeSelect
                    aria-label={t(`${way}-level`, { topic: skill.topic })}
                    value={String(skill.level ?? 3)}
                    onChange={(event) => put({ level: Number(event.currentTarget.value) })}
                    data={LEVELS.map((level) => ({ value: String(level), label: t(`level.${level}`, { ns: "people" }) }))}
                  />
                  <TextInput
                    aria-label={t(`${way}-why`, { topic: skill.topic })}
                    placeholder={t(`${way}-why-example`)}
                    maxLength={200}
                    value={skill.why ?? ""}
                    onChange={(event) => put({ why: event.currentTarget.value || null })}
                  />
                </div>
              </li>
            );
          })}
        </ul>
        {skills.length < MOST && (
          <AddTopic way={way} known={skills} add={(topic) => change([...skills, { topic, level: 3, why: null }])} />
        )}
        <SaidBy field={way} isWriting={isWriting} />
      </div>
    </Card>
  );
}
