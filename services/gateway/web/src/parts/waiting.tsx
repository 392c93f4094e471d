import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./waiting.module.css";

/** While something is read for the first time. Shown after a moment only: most answers come before. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className={classes.waiting} role="status">
      <Loader color="var(--teach)" size="sm" />
      <span>{t("waiting")}</span>
    </div>
  );
}
