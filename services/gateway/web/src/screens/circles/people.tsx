import { IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { PersonName } from "../../parts/person-name";
import classes from "./circles.module.css";

interface PeopleProps {
  ids: readonly string[];
  mentorId: string | null;
  /** Asked, and not yet in it. */
  isWaiting?: boolean;
}

/** Who is in it; who gives stands out. */
export function People({ ids, mentorId, isWaiting = false }: PeopleProps) {
  const { t } = useTranslation("circles");
  const mentorFirst = [...ids].sort((one, other) => Number(other === mentorId) - Number(one === mentorId));
  return (
    <ul className={classes.people} data-waiting={isWaiting || undefined}>
      {mentorFirst.map((id) => (
        <li key={id} data-gives={id === mentorId || undefined}>
          <IconUser size={18} stroke={1.7} aria-hidden="true" />
          <span>
            <PersonName id={id} self={t("you")} />
            {id === mentorId && <small> · {t("gives")}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
