import { useTranslation } from "react-i18next";
import classes from "./balance.module.css";

interface BalanceProps {
  taught: number;
  learnt: number;
  size?: number;
  /** An ornament: nothing is said of it. */
  isPicture?: boolean;
}

const WIDTH = 9;
const GAP = 0.035;

/** The product's signature: a ring of two arcs, what somebody taught and what they learnt. */
export function Balance({ taught, learnt, size = 96, isPicture = false }: BalanceProps) {
  const { t } = useTranslation();
  const radius = 50 - WIDTH;
  const around = 2 * Math.PI * radius;
  const sum = taught + learnt;
  const share = sum ? taught / sum : 0.5;
  const arc = (from: number, part: number) => ({
    strokeDasharray: `${Math.max(0, part - GAP) * around} ${around}`,
    strokeDashoffset: -(from + GAP / 2) * around,
  });
  return (
    <figure className={classes.balance}>
      <svg viewBox="0 0 100 100" width={size} height={size} aria-hidden="true" className={classes.ring}>
        <circle cx="50" cy="50" r={radius} strokeWidth={WIDTH} className={classes.track} />
        {sum > 0 && (
          <>
            <circle cx="50" cy="50" r={radius} strokeWidth={WIDTH} className={classes.taught} {...arc(0, share)} />
            <circle cx="50" cy="50" r={radius} strokeWidth={WIDTH} className={classes.learnt} {...arc(share, 1 - share)} />
          </>
        )}
      </svg>
      {!isPicture && (
        <figcaption>
          <span className={classes.taughtWords}>{t("balance.taught", { count: taught })}</span>
          <span className={classes.learntWords}>{t("balance.learnt", { count: learnt })}</span>
        </figcaption>
      )}
    </figure>
  );
}
