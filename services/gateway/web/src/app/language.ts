/** The two languages, which of them is spoken here, and where its words lie: an area of the product at a time. */

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const files = import.meta.glob<Record<string, unknown>>("../words/*/*.json", { import: "default" });

const KEPT = "bothways.language";

export function preferredLanguage(): Language {
  const liked = [localStorage.getItem(KEPT), ...navigator.languages].map((one) => one?.slice(0, 2));
  return LANGUAGES.find((language) => language === liked.find((one) => LANGUAGES.includes(one as Language))) ?? "en";
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
}

export async function readWords(language: string, area: string): Promise<Record<string, unknown>> {
  const load = files[`../words/${language}/${area}.json`];
  if (!load) throw new Error(`no words: ${language}/${area}`);
  return load();
}
