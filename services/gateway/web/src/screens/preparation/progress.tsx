import { useTranslation } from "react-i18next";
import classes from "./preparation.module.css";

/** How far somebody is, in words and as a row of as many parts. */
export function Progress({ done, all }: { done: number; all: number }) {
  const { t } = useTranslation("preparation");
  return (
    <div className={classes.progress}>
      <span aria-hidden="true" className={classes.parts}>
        {Array.from({ length: all }, (_, number) => (
          <span key={number} data-done={number < done || undefined} />
        ))}
      </span>
      <span className={classes.quiet}>{t(done === all ? "all-done" : "done-of", { done, all })}</span>
    </div>
  );
}
