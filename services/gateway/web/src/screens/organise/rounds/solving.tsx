import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./rounds.module.css";

/** While the best of all placements is looked for: seconds, and half a minute at most. */
export function Solving() {
  const { t } = useTranslation("organise");
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={classes.solving}>
      <p role="status">{t("rounds.solving")}</p>
      <progress aria-label={t("rounds.solving")} />
      <p aria-hidden="true">{t("rounds.seconds", { count: seconds })}</p>
    </div>
  );
}
