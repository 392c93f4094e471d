import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import type { First, Screen } from "./screens";
import { learnWhoIsHere } from "./session";
import { queries } from "./store";
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
  if (isSomebodyHere && screen?.first) await Promise.race([known(screen.first(location.pathname)), patience()]);
  // In a transition a finger gets in between.
  startTransition(() => createRoot(root).render(<App />));
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    setTimeout(() => navigator.serviceWorker.register("/sw.js"), WORKER_AFTER_MS);
  }
}

/** Each answer, or the no that its screen tells. */
function known(first: First): Promise<unknown> {
  return Promise.allSettled(first.map((query) => queries.ensureQueryData(query)));
}

function patience(): Promise<void> {
  return new Promise((done) => setTimeout(done, PATIENCE_MS));
}
