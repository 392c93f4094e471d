import { useTranslation } from "react-i18next";

/** Of words that the house brings in each language, those of the reader. */
export function useInWords(): (words: Readonly<Record<string, unknown>> | undefined) => string {
  const { i18n } = useTranslation();
  return (words) => String(words?.[i18n.language] ?? words?.["en"] ?? "");
}
