import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/VisuallyHidden.css";
import { TextInput, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import classes from "./person-search.module.css";
import { Trouble } from "./trouble";

interface PersonSearchProps {
  label: string;
  description?: string;
  /** Nobody of these is offered. */
  without?: readonly string[];
  onPick: (personId: string, name: string) => void;
  /** An id may be picked, too: of whoever does not show themselves. */
  canBeId?: boolean;
  /** Nobody more is to be picked. */
  isFull?: boolean;
  autoFocus?: boolean;
}

const PAUSE_MS = 250;
/** Fewer letters are in nearly every name, and find nobody. */
const LEAST = 2;
const SHOWN = 6;
/** So many are found at the most. */
const FOUND = 50;
const TOPICS_SHOWN = 3;

/** Somebody by their name. What was found stands on the page, where every key and reader reaches it. */
export function PersonSearch(props: PersonSearchProps) {
  const { label, description, without = [], onPick, canBeId = false, isFull = false, autoFocus = false } = props;
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const [q] = useDebouncedValue(wanted.trim(), PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  const isAsked = q.length >= LEAST && wanted.trim().length >= LEAST;
  const { data, error, refetch, isPlaceholderData } = api.useQuery(
    "get",
    "/v1/people",
    { params: { query: { q, limit: Math.min(SHOWN + without.length, FOUND) } } },
    { enabled: isAsked, placeholderData: keepPreviousData },
  );
  const found = data?.people.filter(({ person_id }) => !without.includes(person_id)).slice(0, SHOWN) ?? [];
  const pick = (personId: string, name: string) => {
    setWanted("");
    field.current?.focus();
    onPick(personId, name);
  };
  /** Takes the only one, and sends no form around it. */
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [only, ...others] = found;
    const isSettled = isAsked && q === wanted.trim() && !isPlaceholderData;
    if (isSettled && only && others.length === 0) pick(only.person_id, only.name);
  };
  return (
    <div className={classes.search}>
      <TextInput
        ref={field}
        label={label}
        description={description}
        autoComplete="off"
        autoFocus={autoFocus}
        readOnly={isFull}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div role="status">
        {isAsked && data && found.length === 0 && <p className={classes.none}>{t("person-search.none")}</p>}
        {isAsked && found.length > 0 && (
          <VisuallyHidden>{t("person-search.found", { count: found.length })}</VisuallyHidden>
        )}
      </div>
      {isAsked && error && !data && <Trouble error={error} retry={refetch} />}
      {isAsked && data && (
        <ul className={classes.found} aria-label={t("person-search.list")}>
          {found.map(({ person_id, name, department, gives }) => (
            <li key={person_id}>
              <UnstyledButton className={classes.one} onClick={() => pick(person_id, name)}>
                <strong>{name}</strong>
                <small>{[department, gives.slice(0, TOPICS_SHOWN).join(", ")].filter(Boolean).join(" · ")}</small>
              </UnstyledButton>
            </li>
          ))}
          {canBeId && !/\s/.test(q) && (
            <li>
              <UnstyledButton className={classes.one} onClick={() => pick(q, q)}>
                {t("person-search.by-id", { id: q })}
              </UnstyledButton>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
