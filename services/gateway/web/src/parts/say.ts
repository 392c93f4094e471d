import { useTranslation } from "react-i18next";

/** Words that the gateway brings in every language, in the reader's. */
export function useSay(): (words: Readonly<Record<string, string>>) => string {
  const { i18n } = useTranslation();
  return (words) => words[i18n.language] ?? words["en"] ?? "";
}
