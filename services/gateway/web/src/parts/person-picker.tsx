import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { focused } from "./focused";
import { PersonName } from "./person-name";
import classes from "./person-picker.module.css";
import { PersonSearch } from "./person-search";

interface PersonPickerProps {
  label: string;
  /** The id of whoever is chosen. */
  chosen: string | null;
  choose: (personId: string | null) => void;
  without?: readonly string[];
  /** An id may be chosen, too: of whoever does not show themselves. */
  canBeId?: boolean;
  autoFocus?: boolean;
}

/** One person. */
export function PersonPicker({ label, chosen, choose, canBeId = false, autoFocus = false, ...more }: PersonPickerProps) {
  const { t } = useTranslation();
  /** What takes the place of what was just pressed. */
  const [next, setNext] = useState<"search" | "chosen">();
  const set = (personId: string | null) => {
    setNext(personId ? "chosen" : "search");
    choose(personId);
  };
  if (!chosen)
    return (
      <PersonSearch
        {...more}
        label={label}
        canBeId={canBeId}
        autoFocus={autoFocus || next === "search"}
        onPick={set}
        {...(canBeId && { description: t("person-picker.by-id-help") })}
      />
    );
  return (
    <div role="group" aria-label={label}>
      <span className={classes.label}>{label}</span>
      <div className={classes.chosen}>
        <strong>
          <PersonName id={chosen} orId={canBeId} />
        </strong>
        <Button ref={next && focused} size="compact-sm" variant="default" onClick={() => set(null)}>
          {t("person-picker.other")}
        </Button>
      </div>
    </div>
  );
}
