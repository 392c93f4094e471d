import "@mantine/core/styles/Input.css";
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { CheckboxGroup } from "../../parts/checkbox-group";
import type { Own } from "./draft";

const SPOKEN =
  "am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk mn ms mt nl no pa pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh".split(
    " ",
  );

/** Those in which somebody would mentor or learn. */
export function Languages({ own, set }: { own: Own; set: (part: Partial<Own>) => void }) {
  const { t, i18n } = useTranslation("profile");
  const { languages: saved } = useMe();
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const nameOf = (one: string) => names.of(one) ?? one;
  const offered = [...new Set([...saved, ...own.languages])];
  const others = SPOKEN.filter((one) => !offered.includes(one)).sort((one, other) =>
    nameOf(one).localeCompare(nameOf(other), i18n.language),
  );
  return (
    <>
      <CheckboxGroup
        question={t("field.languages")}
        choices={offered.map((value) => ({ value, words: nameOf(value) }))}
        chosen={own.languages}
        onChange={(languages) => languages.length > 0 && set({ languages })}
      />
      <NativeSelect
        label={t("language-add")}
        value=""
        onChange={(event) => event.currentTarget.value && set({ languages: [...own.languages, event.currentTarget.value] })}
        data={[{ value: "", label: t("language-choose") }, ...others.map((value) => ({ value, label: nameOf(value) }))]}
      />
    </>
  );
}
