/** Begins everything at once: the program, the screen that is wanted, its words. Each way to the house is dear to a phone. */

import "./app/styles";
import { preferredLanguage, readWords } from "./app/language";
import { screenAt } from "./app/screens";

// A part of an older build, which is gone: the page of the new one knows where it is.
window.addEventListener("vite:preloadError", () => location.reload());

const here = screenAt(location.pathname);
const areas = ["shell", ...(here?.words ?? [])];
// What does not come now is asked for again, and missed aloud, by whoever needs it.
void Promise.allSettled([here?.load(), ...areas.map((area) => readWords(preferredLanguage(), area))]);
void import("./app/start").then(({ start }) => start(areas, here));
