import { NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import frame from "../frame.module.css";

const LEVELS = Array.from({ length: 11 }, (_, level) => String(level));

interface PoolProps {
  title: string;
  pool: Schemas["Pool"];
  change: (pool: Schemas["Pool"]) => void;
  /** What is known of names, to choose from while writing. */
  known: { departments: string[]; sites: string[] };
}

/** One side of a round: everybody who fits all of it. */
export function Pool({ title, pool, change, known }: PoolProps) {
  const { t } = useTranslation("organise");
  const level = (label: string, part: "lowest_seniority" | "highest_seniority", otherwise: number) => (
    <NativeSelect
      label={label}
      value={String(pool[part] ?? otherwise)}
      onChange={(event) => change({ ...pool, [part]: Number(event.target.value) })}
      data={LEVELS}
    />
  );
  return (
    <fieldset className={frame.group}>
      <legend>{title}</legend>
      <Names
        label={t("rounds.departments")}
        known={known.departments}
        start={(pool.departments ?? []).join(", ")}
        change={(departments) => change({ ...pool, departments })}
      />
      <Names
        label={t("rounds.sites")}
        known={known.sites}
        start={(pool.sites ?? []).join(", ")}
        change={(sites) => change({ ...pool, sites })}
      />
      <div className={frame.fields}>
        {level(t("rounds.lowest"), "lowest_seniority", 0)}
        {level(t("rounds.highest"), "highest_seniority", 10)}
      </div>
    </fieldset>
  );
}

interface NamesProps {
  label: string;
  known: string[];
  start?: string;
  change: (names: string[]) => void;
}

/** Several names, with commas between them. */
export function Names({ label, known, start = "", change }: NamesProps) {
  const { t } = useTranslation("organise");
  const [written, setWritten] = useState(start);
  const list = useId();
  return (
    <>
      <TextInput
        label={label}
        description={t("names-hint")}
        list={known.length ? list : undefined}
        value={written}
        onChange={(event) => {
          setWritten(event.target.value);
          change(
            event.target.value
              .split(/[,;]/)
              .map((name) => name.trim())
              .filter(Boolean),
          );
        }}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  );
}
