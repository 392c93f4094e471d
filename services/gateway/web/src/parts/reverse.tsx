import { useTranslation } from "react-i18next";
import classes from "./reverse.module.css";

/** Whoever leads people and wants to learn from somebody younger: what to ask, and how to listen. */
export function ForSeniors({ isOpen = false }: { isOpen?: boolean }) {
  return <Tips of="senior" isOpen={isOpen} />;
}

/** Whoever is to steer somebody with more power: how, and what protects them. */
export function ForJuniors({ isOpen = false }: { isOpen?: boolean }) {
  return <Tips of="junior" isOpen={isOpen} />;
}

function Tips({ of, isOpen }: { of: "senior" | "junior"; isOpen: boolean }) {
  const { t } = useTranslation("people");
  const tips = t(`reverse.${of}.tips`, { returnObjects: true }) as string[];
  return (
    <details className={classes.tips} data-of={of} open={isOpen}>
      <summary>{t(`reverse.${of}.title`)}</summary>
      <ul>
        {tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
      </ul>
    </details>
  );
}
