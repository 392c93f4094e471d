/** Begins everything at once: the program, the screen that is wanted, its words, what it reads. Each way is dear to a phone. */

import "./app/styles";
import { begin } from "./api/begun";
import { preferredLanguage, readWords } from "./app/language";
import { readsAt, screenAt } from "./app/screens";

/** What is around every screen counts the notices that wait. */
const READS = ["/v1/inbox?state=new&limit=20"];

// A part of an older build, which is gone: the page of the new one knows where it is.
window.addEventListener("vite:preloadError", () => location.reload());

const here = screenAt(location.pathname);
const language = preferredLanguage();
const areas = ["shell", ...(here?.words ?? [])];
// What does not come now is asked for again, and missed aloud, by whoever needs it.
void Promise.allSettled([here?.load(), ...areas.map((area) => readWords(language, area))]);
begin([...READS, ...(here ? readsAt(here, location.pathname) : [])], language);
// What takes long the first time, while nothing is to be done but to wait for the network.
void import("react-dom/client");
new Intl.DateTimeFormat(language);
void import("./app/start").then(({ start }) => start(areas, here));
