import "@mantine/core/styles/VisuallyHidden.css";
import { Button, VisuallyHidden } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { PersonName } from "../../parts/person-name";
import { PersonSearch } from "../../parts/person-search";
import classes from "./circles.module.css";

interface PeoplePickerProps {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** How many there may be. */
  most: number;
  /** Who is there already. */
  but?: readonly string[];
}

/** Several people. */
export function PeoplePicker({ chosen, onChange, most, but = [] }: PeoplePickerProps) {
  const { t } = useTranslation("circles");
  const me = useMe();
  const group = useRef<HTMLDivElement>(null);
  const remove = (id: string) => {
    onChange(chosen.filter((one) => one !== id));
    group.current?.querySelector("input")?.focus();
  };
  return (
    <div ref={group} className={classes.pick}>
      {chosen.length > 0 && (
        <ul className={classes.chosen} aria-label={t("pick.chosen")}>
          {chosen.map((id) => (
            <li key={id}>
              <Button
                variant="default"
                size="compact-md"
                rightSection={<IconX size={16} aria-hidden="true" />}
                onClick={() => remove(id)}
              >
                <PersonName id={id} />
                <VisuallyHidden>{t("pick.remove")}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <PersonSearch
        label={t("pick.label")}
        description={t("pick.help", { count: most - chosen.length })}
        without={[me.person_id, ...chosen, ...but]}
        isFull={chosen.length >= most}
        onPick={(id) => onChange([...chosen, id])}
      />
    </div>
  );
}
