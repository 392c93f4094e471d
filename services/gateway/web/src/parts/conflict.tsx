import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./conflict.module.css";

interface ConflictProps {
  /** As it stands now, and as it was written here: the same fields, in words. */
  fields: readonly { name: string; theirs: string; mine: string }[];
  keepMine: () => void;
  takeTheirs: () => void;
}

/** Somebody was faster: both versions, side by side, and nothing is lost before one of them is chosen. */
export function Conflict({ fields, keepMine, takeTheirs }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.conflict} role="alert" aria-label={t("conflict.title")}>
      <strong>{t("conflict.title")}</strong>
      <p>{t("conflict.text")}</p>
      <dl className={classes.both}>
        {fields
          .filter(({ theirs, mine }) => theirs !== mine)
          .map(({ name, theirs, mine }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <span>{t("conflict.theirs")}</span> {theirs}
              </dd>
              <dd>
                <span>{t("conflict.mine")}</span> {mine}
              </dd>
            </div>
          ))}
      </dl>
      <div className={classes.deeds}>
        <Button onClick={keepMine}>{t("conflict.keep-mine")}</Button>
        <Button variant="default" onClick={takeTheirs}>
          {t("conflict.take-theirs")}
        </Button>
      </div>
    </section>
  );
}
