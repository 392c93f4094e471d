import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import type { Screen } from "./screens";
import { learnWhoIsHere } from "./session";
import { startWords } from "./words";

/** The app goes afterwards to fetch every screen, for later: that is not to be in the way of the first one. */
const WORKER_AFTER_MS = 3_000;

/** Shows the app once there is something to show: no screen comes in pieces. */
export async function start(areas: string[], here: Screen | undefined): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  await Promise.all([startWords(areas), learnWhoIsHere(), here?.load().catch(() => undefined)]);
  // In a transition a finger gets in between.
  startTransition(() => createRoot(root).render(<App />));
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    setTimeout(() => navigator.serviceWorker.register("/sw.js"), WORKER_AFTER_MS);
  }
}
