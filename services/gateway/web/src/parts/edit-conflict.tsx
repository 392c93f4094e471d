import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./edit-conflict.module.css";

export interface Difference {
  name: string;
  /** As it stands now, and as it was written here; both in words. */
  theirs: string;
  mine: string;
  /** Theirs into the form, of this field alone. */
  take?: () => void;
}

interface EditConflictProps {
  /** Who was faster, where it can only be one. */
  by?: string;
  /** All that is edited; shown is what differs. */
  fields: readonly Difference[];
  keepMine: () => unknown;
  takeTheirs: () => unknown;
}

/** Somebody was faster: both versions, side by side above the form, and nothing is lost before one of them is chosen. */
export function EditConflict({ by, fields, keepMine, takeTheirs }: EditConflictProps) {
  const { t } = useTranslation();
  const section = useRef<HTMLElement>(null);
  // Whoever saved is at the foot of the form.
  useEffect(() => {
    void section.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const title = by ? t("edit-conflict.title-by", { name: by }) : t("edit-conflict.title");
  const said = (text: string) => text || t("edit-conflict.nothing");
  return (
    <section ref={section} className={classes.conflict} role="alert" aria-label={title}>
      <strong>{title}</strong>
      <p>{t("edit-conflict.text")}</p>
      <dl className={classes.fields}>
        {fields
          .filter(({ theirs, mine }) => theirs !== mine)
          .map(({ name, theirs, mine, take }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <span>{t("edit-conflict.theirs")}</span> {said(theirs)}
                {take && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t("edit-conflict.take-of", { name })}
                    onClick={take}
                  >
                    {t("edit-conflict.take")}
                  </Button>
                )}
              </dd>
              <dd>
                <span>{t("edit-conflict.mine")}</span> {said(mine)}
              </dd>
            </div>
          ))}
      </dl>
      <div className={classes.deeds}>
        <Button onClick={keepMine}>{t("edit-conflict.keep-mine")}</Button>
        <Button variant="default" onClick={takeTheirs}>
          {t("edit-conflict.take-theirs")}
        </Button>
      </div>
    </section>
  );
}
