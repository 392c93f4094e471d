/** Words that the gateway brings in both languages. */

import { useTranslation } from "react-i18next";

/** In the reader's language, or in one that there is. */
export function useInWords(): (words: Readonly<Record<string, unknown>>) => string {
  const { i18n } = useTranslation();
  return (words) => String(words[i18n.language] ?? words["en"] ?? Object.values(words)[0] ?? "");
}
