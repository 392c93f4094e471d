import "@mantine/core/styles/Input.css";
import { Button, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { PersonName } from "./person-name";
import classes from "./person-picker.module.css";

interface PersonPickerProps {
  label: string;
  /** The id of whoever is chosen. */
  chosen: string | null;
  choose: (personId: string | null) => void;
}

const TYPING_MS = 200;
const AT_MOST = 6;

/** Somebody by their name, or by their id where they do not show themselves. */
export function PersonPicker({ label, chosen, choose }: PersonPickerProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const [q] = useDebouncedValue(wanted.trim(), TYPING_MS);
  const { data } = api.useQuery(
    "get",
    "/v1/people",
    { params: { query: { q, limit: AT_MOST } } },
    { enabled: q !== "" && !chosen, placeholderData: keepPreviousData },
  );
  if (chosen)
    return (
      <div className={classes.picker} role="group" aria-label={label}>
        <span className={classes.label}>{label}</span>
        <div className={classes.chosen}>
          <strong>
            <PersonName id={chosen} />
          </strong>
          <Button size="compact-sm" variant="default" onClick={() => choose(null)}>
            {t("pick.other")}
          </Button>
        </div>
      </div>
    );
  return (
    <div className={classes.picker}>
      <TextInput
        autoFocus
        label={label}
        description={t("pick.help")}
        autoComplete="off"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {q && data && (
        <ul className={classes.found} aria-label={t("pick.found")}>
          {data.people.map((person) => (
            <li key={person.person_id}>
              <UnstyledButton className={classes.one} onClick={() => choose(person.person_id)}>
                <strong>{person.name}</strong> <span>{person.department}</span>
              </UnstyledButton>
            </li>
          ))}
          {!/\s/.test(q) && (
            <li>
              <UnstyledButton className={classes.one} onClick={() => choose(q)}>
                {t("pick.by-id", { id: q })}
              </UnstyledButton>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
