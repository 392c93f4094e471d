/** The words of the product, an area at a time: whoever opens a screen waits for its words alone. */

import i18n, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { keepLanguage, LANGUAGES, preferredLanguage, readWords, type Language } from "./language";

const lazy: BackendModule = {
  type: "backend",
  init() {},
  read(language, area, done) {
    readWords(language, area).then(
      (words) => done(null, words),
      (error: Error) => done(error, null),
    );
  },
};

export function speak(language: Language): Promise<unknown> {
  keepLanguage(language);
  return i18n.changeLanguage(language);
}

/** With these areas already there. */
export async function startWords(areas: string[]): Promise<void> {
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
      ns: areas,
      defaultNS: "shell",
      // React escapes already.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}
