/** Words that the gateway brings in every language it has, in the one that is read here. */

import { useTranslation } from "react-i18next";

type InLanguages = Readonly<Record<string, string>>;

export function useSaid(): (words: InLanguages) => string {
  const { i18n } = useTranslation();
  return (words) => words[i18n.language] ?? words["en"] ?? "";
}
