import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import frame from "../frame.module.css";
import { DIRECTIONS, ENTRIES, MODES, STAGES, WAYS, WEIGHTS, type Draft } from "./draft";

interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** Days of stages are laid out from the template. */
  isNew?: boolean;
}

/** All that organisers decide of a programme, in one form. */
export function Fields({ draft, change, isNew = false }: FieldsProps) {
  const { t } = useTranslation("programmes");
  const choice = <One extends string>(
    label: string,
    chosen: One,
    all: readonly One[],
    words: (one: One) => string,
    set: (one: One) => void,
  ) => (
    <NativeSelect
      label={label}
      value={chosen}
      onChange={({ target }) => set(all.find((one) => one === target.value) ?? chosen)}
      data={all.map((one) => ({ value: String(one), label: words(one) }))}
    />
  );
  const check = (label: string, checked: boolean, set: (checked: boolean) => void, description?: string) => (
    <Checkbox
      key={label}
      label={label}
      {...(description ? { description } : {})}
      checked={checked}
      onChange={({ target }) => set(target.checked)}
    />
  );
  return (
    <>
      <Group title={t("form.what")}>
        <div className={frame.fields}>
          <TextInput
            label={t("form.name-en")}
            required={!draft.de}
            maxLength={80}
            value={draft.en}
            onChange={({ target }) => change({ en: target.value })}
          />
          <TextInput
            label={t("form.name-de")}
            required={!draft.en}
            maxLength={80}
            value={draft.de}
            onChange={({ target }) => change({ de: target.value })}
          />
          {choice(
            t("direction"),
            draft.direction,
            DIRECTIONS,
            (one) => t(`directions.${one}`),
            (direction) => change({ direction }),
          )}
          {choice(
            t("entry"),
            draft.entry,
            ENTRIES,
            (one) => t(`entries.${one}`),
            (entry) => change({ entry }),
          )}
          {choice(
            t("mode"),
            draft.mode,
            MODES,
            (one) => t(`modes.${one}`),
            (mode) => change({ mode }),
          )}
          <TextInput
            type="number"
            min={1}
            max={36}
            label={t("form.months")}
            description={t("form.months-hint")}
            value={draft.pairMonths}
            onChange={({ target }) => change({ pairMonths: target.value })}
          />
        </div>
      </Group>
      {draft.mode === "cohort" && !isNew && (
        <Group title={t("form.stages")}>
          <p className={frame.small}>{t("form.stages-hint")}</p>
          <div className={frame.fields}>
            {STAGES.map((stage) => (
              <TextInput
                key={stage}
                type="date"
                required
                label={t(`stages.${stage}`)}
                value={draft.stages[stage]}
                onChange={({ target }) => change({ stages: { ...draft.stages, [stage]: target.value } })}
              />
            ))}
          </div>
        </Group>
      )}
      {!(draft.mode === "cohort" && isNew) && (
        <div className={frame.fields}>
          <TextInput
            type="date"
            required={draft.mode === "cohort"}
            label={t("form.ends")}
            description={t("form.ends-hint")}
            value={draft.endsAt}
            onChange={({ target }) => change({ endsAt: target.value })}
          />
        </div>
      )}
      <Group title={t("form.ways")}>
        {WAYS.map((way) =>
          check(t(`ways.${way}`), draft.ways.includes(way), (isOn) =>
            change({ ways: WAYS.filter((one) => (one === way ? isOn : draft.ways.includes(one))) }),
          ),
        )}
      </Group>
      <Group title={t("form.privacy")}>
        <p className={frame.small}>{t("form.privacy-hint")}</p>
        {check(
          t("form.pairs-in-need"),
          draft.privacy.pairs_in_need,
          (pairs_in_need) => change({ privacy: { ...draft.privacy, pairs_in_need } }),
          t("form.pairs-in-need-hint"),
        )}
        {check(
          t("form.health-bands"),
          draft.privacy.health_bands,
          (health_bands) => change({ privacy: { ...draft.privacy, health_bands } }),
          t("form.health-bands-hint"),
        )}
        <div className={frame.fields}>
          <TextInput
            type="number"
            min={5}
            max={50}
            required
            label={t("form.smallest-group")}
            description={t("form.smallest-group-hint")}
            value={String(draft.privacy.smallest_group)}
            onChange={({ target }) => change({ privacy: { ...draft.privacy, smallest_group: Number(target.value) } })}
          />
        </div>
      </Group>
      <Group title={t("form.musts")}>
        <p className={frame.small}>{t("form.musts-hint")}</p>
        {check(t("form.other-department"), draft.otherDepartment, (otherDepartment) => change({ otherDepartment }))}
        {check(t("form.same-site"), draft.sameSite, (sameSite) => change({ sameSite }))}
        <div className={frame.fields}>
          <TextInput
            type="number"
            min={0}
            max={8}
            step="any"
            label={t("form.least-overlap")}
            value={draft.leastOverlap}
            onChange={({ target }) => change({ leastOverlap: target.value })}
          />
        </div>
      </Group>
      <details>
        <summary>{t("form.weights")}</summary>
        <div className={frame.stack}>
          <p className={frame.small}>{t("form.weights-hint")}</p>
          <div className={frame.fields}>
            {WEIGHTS.map((weight) => (
              <TextInput
                key={weight}
                type="number"
                min={0}
                max={weight === "same_department" || weight === "other_site" ? 1 : 3}
                step="any"
                label={t(`weights.${weight}`)}
                value={draft.weights[weight]}
                onChange={({ target }) => change({ weights: { ...draft.weights, [weight]: target.value } })}
              />
            ))}
          </div>
        </div>
      </details>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={frame.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
