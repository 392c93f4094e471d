import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { Name } from "../../parts/name";
import classes from "./circles.module.css";

interface PickPeopleProps {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** How many more there may be. */
  most: number;
  /** Who is there already. */
  but?: readonly string[];
}

const TYPING_MS = 200;
const AT_MOST = 6;

/** Several people, by their names. */
export function PickPeople({ chosen, onChange, most, but = [] }: PickPeopleProps) {
  const { t } = useTranslation("circles");
  const me = useMe();
  const [wanted, setWanted] = useState("");
  const [q] = useDebouncedValue(wanted.trim(), TYPING_MS);
  const field = useRef<HTMLInputElement>(null);
  const { data } = api.useQuery(
    "get",
    "/v1/people",
    { params: { query: { q, limit: AT_MOST + chosen.length } } },
    { enabled: q !== "", placeholderData: keepPreviousData },
  );
  const gone = new Set([me.person_id, ...chosen, ...but]);
  const found = q ? (data?.people.filter(({ person_id }) => !gone.has(person_id)).slice(0, AT_MOST) ?? []) : [];
  const add = (id: string) => {
    onChange([...chosen, id]);
    setWanted("");
    field.current?.focus();
  };
  const remove = (id: string) => {
    onChange(chosen.filter((one) => one !== id));
    field.current?.focus();
  };
  return (
    <div className={classes.pick}>
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
                <Name id={id} />
                <span className={classes.hidden}>{t("pick.remove")}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        ref={field}
        label={t("pick.label")}
        description={t("pick.help", { count: most - chosen.length })}
        autoComplete="off"
        disabled={chosen.length >= most}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {q && data && (
        <ul className={classes.found} aria-label={t("pick.found")}>
          {found.map(({ person_id, name, department, gives }) => (
            <li key={person_id}>
              <span>
                <strong>{name}</strong>
                <small>{[department, gives.slice(0, 3).join(", ")].filter(Boolean).join(" · ")}</small>
              </span>
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconPlus size={16} aria-hidden="true" />}
                aria-label={t("pick.add-one", { name })}
                onClick={() => add(person_id)}
              >
                {t("pick.add")}
              </Button>
            </li>
          ))}
          {found.length === 0 && <li>{t("pick.nobody")}</li>}
        </ul>
      )}
    </div>
  );
}
