import "@mantine/core/styles/Input.css";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Written } from "./drafts";
import { useDays, useKinds } from "./entries";
import classes from "./journal.module.css";

interface FieldsProps {
  written: Written;
  change: (some: Partial<Written>) => void;
  /** With ⌘ and Enter. */
  save: () => void;
}

const LONGEST = 20_000;

export function TextField({ written, change, save }: FieldsProps) {
  const { t } = useTranslation("journal");
  return (
    <Textarea
      aria-label={t("text")}
      placeholder={t("text")}
      autosize
      size="md"
      minRows={8}
      maxLength={LONGEST}
      classNames={{ input: classes.text }}
      value={written.text}
      autoFocus
      onChange={(event) => change({ text: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) save();
      }}
    />
  );
}

/** What kind of entry it is, and beside it day and tags, which most entries need not think of. */
export function AboutFields({ written, change }: Omit<FieldsProps, "save">) {
  const { t } = useTranslation("journal");
  const { kinds, nameOf } = useKinds();
  const today = useDays()();
  return (
    <div className={classes.about}>
      <NativeSelect
        label={t("kind")}
        value={written.kind}
        onChange={(event) => {
          const kind = kinds.find((one) => one.kind === event.currentTarget.value)?.kind;
          if (kind) change({ kind });
        }}
      >
        {kinds.map(({ kind }) => (
          <option key={kind} value={kind}>
            {nameOf(kind)}
          </option>
        ))}
      </NativeSelect>
      <TextInput
        type="date"
        label={t("day")}
        required
        withAsterisk={false}
        max={today}
        value={written.day}
        onChange={(event) => change({ day: event.currentTarget.value || today })}
      />
      <TextInput
        label={t("tags")}
        placeholder={t("tags-example")}
        value={written.tags}
        onChange={(event) => change({ tags: event.currentTarget.value })}
      />
    </div>
  );
}
