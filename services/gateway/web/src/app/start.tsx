import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import type { Screen } from "./screens";
import { learnWhoIsHere } from "./session";
import { startWords } from "./words";

/** What a screen shows first is mostly here before its code. What takes longer is waited for on the screen. */
const PATIENCE_MS = 300;

/** The app goes afterwards to fetch every screen, for later: that is not to be in the way of the first one. */
const WORKER_AFTER_MS = 3_000;

/** Shows the app once there is something to show: no screen comes in pieces. */
export async function start(areas: string[], here: Screen | undefined): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  const loading = here?.load().catch(() => undefined);
  const [isSomebodyHere, screen] = await Promise.all([learnWhoIsHere(), loading, startWords(areas)]);
  const reads = (isSomebodyHere && screen?.firstReads?.(location.pathname)) || [];
  // A no is told by whoever shows it.
  await Promise.race([Promise.allSettled(reads), patience()]);
  // In a transition a finger gets in between.
  startTransition(() => createRoot(root).render(<App />));
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    setTimeout(() => navigator.serviceWorker.register("/sw.js"), WORKER_AFTER_MS);
  }
}

function patience(): Promise<void> {
  return new Promise((done) => setTimeout(done, PATIENCE_MS));
}
