import { useTranslation } from "react-i18next";
import { PersonPicker } from "../../parts/person-picker";
import classes from "./reports.module.css";
import type { Subject } from "./subject";

interface AboutProps {
  subject: Subject | null;
  choose: (subject: Subject | null) => void;
}

/** Whom or what it is about: what a link said, or a person by their name. */
export function About({ subject, choose }: AboutProps) {
  const { t } = useTranslation("reports");
  if (subject && subject.about !== "person")
    return (
      <p className={classes.about}>
        <strong>{t("about")}</strong> {t(`about-${subject.about}`)}
      </p>
    );
  return (
    <PersonPicker
      canBeId
      label={t("about-whom")}
      chosen={subject?.id ?? null}
      choose={(id) => choose(id ? { about: "person", id } : null)}
    />
  );
}
