import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { sayOfMe, useRereadMe } from "../../parts/own-word";
import { stayInRegion } from "../../parts/region";
import type { Field } from "./draft";
import classes from "./profile.module.css";

interface SaidByProps {
  field: Field;
  /** Something is not saved yet: first things first. */
  isWriting: boolean;
}

/** Whose word stands, and the way back to the organisation's. */
export function SaidBy({ field, isWriting }: SaidByProps) {
  const { t } = useTranslation("profile");
  const { said_by, version } = useMe();
  const reread = useRereadMe();
  const undo = useUndo();
  const name = t(`field.${field}`);
  const who = said_by[field] ?? "nobody";
  const giveBack = () => {
    stayInRegion();
    const send = () => sayOfMe({ [field]: null }, `"${version}"`).finally(() => void reread());
    void undo.now({ words: t("given-back", { name }), send });
  };
  return (
    <p className={classes.said}>
      {t(`said-by.${who}`)}
      {who === "you" && !isWriting && (
        <Button variant="subtle" size="compact-sm" aria-label={t("give-back-name", { name })} onClick={giveBack}>
          {t("give-back")}
        </Button>
      )}
    </p>
  );
}
