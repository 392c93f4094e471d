import "@mantine/core/styles/Input.css";
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import classes from "./pick-person.module.css";

const PAUSE_MS = 250;
const LEAST = 2;
const AT_MOST = 6;

interface PickPersonProps {
  label: string;
  description?: string;
  /** Nobody of these is offered. */
  without?: readonly string[];
  picked: (personId: string, name: string) => void;
}

/** Somebody by their name; what was found stands on the page, where every key and reader reaches it. */
export function PickPerson({ label, description, without = [], picked }: PickPersonProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const [settled] = useDebouncedValue(wanted.trim(), PAUSE_MS);
  const isAsked = settled.length >= LEAST && wanted.trim().length >= LEAST;
  const { data } = api.useQuery(
    "get",
    "/v1/people",
    { params: { query: { q: settled, limit: AT_MOST } } },
    { enabled: isAsked },
  );
  const found = isAsked ? data?.people.filter(({ person_id }) => !without.includes(person_id)) : undefined;
  return (
    <div className={classes.pick}>
      <TextInput
        label={label}
        description={description}
        value={wanted}
        autoComplete="off"
        onChange={(event) => setWanted(event.target.value)}
      />
      <div aria-live="polite">
        {found?.length === 0 && <p className={classes.none}>{t("pick-person.none")}</p>}
        {found && found.length > 0 && (
          <ul className={classes.found} aria-label={t("pick-person.found")}>
            {found.map(({ person_id, name, department }) => (
              <li key={person_id}>
                <button type="button" onClick={() => (setWanted(""), picked(person_id, name))}>
                  {name} <span>{department}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
