/** The words of the product, in both languages, an area at a time: whoever opens a screen waits for its words alone. */

import i18n, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const files = import.meta.glob<Record<string, unknown>>("../words/*/*.json", { import: "default" });

const lazy: BackendModule = {
  type: "backend",
  init() {},
  read(language, area, done) {
    const load = files[`../words/${language}/${area}.json`];
    if (!load) return done(new Error(`no words: ${language}/${area}`), null);
    load().then(
      (words) => done(null, words),
      (error: Error) => done(error, null),
    );
  },
};

const KEPT = "bothways.language";

export function preferredLanguage(): Language {
  const liked = [localStorage.getItem(KEPT), ...navigator.languages].map((one) => one?.slice(0, 2));
  return LANGUAGES.find((language) => language === liked.find((one) => LANGUAGES.includes(one as Language))) ?? "en";
}

export function speak(language: Language): Promise<unknown> {
  localStorage.setItem(KEPT, language);
  return i18n.changeLanguage(language);
}

export async function startWords(): Promise<void> {
  i18n.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    document.documentElement.dir = i18n.dir(language);
  });
  await i18n
    .use(lazy)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      supportedLngs: LANGUAGES,
      load: "languageOnly",
      ns: ["shell"],
      defaultNS: "shell",
      // React escapes already.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}
