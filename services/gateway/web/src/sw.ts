/// <reference lib="webworker" />
/** Beside the pages: keeps the app for offline, and shows what is pushed while none is open. */

import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope;

/** Answered by the gateway itself: programs' routes, and pages without JavaScript. */
const NOT_OURS = [/^\/(v1|scim|docs|asyncapi|openapi|act|unsubscribe|invitations|status|metrics|livez|readyz)([/.]|$)/];

/** What notifications seals for a browser. */
interface Pushed {
  title: string;
  line: string;
  /** Where a tap leads. */
  path: string;
  /** Told again, it takes its own place. */
  notice_id: string;
}

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: NOT_OURS }));

/** Browsers that know it ask this worker nothing then; the types do not know it yet. */
interface Routed {
  addRoutes?: (rule: { condition: { urlPattern: string }; source: "network" }) => Promise<void>;
}

self.addEventListener("install", (event) => {
  void self.skipWaiting();
  // What a page sends as its last would be lost with it while it waits for an answer from here.
  const routed = (event as Routed).addRoutes?.({ condition: { urlPattern: "/v1/*" }, source: "network" });
  if (routed) event.waitUntil(routed);
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, line, path, notice_id } = event.data?.json() as Pushed;
  const icon = "/icon-192.png";
  const shape = { body: line, tag: notice_id, icon, badge: icon, data: { path } };
  event.waitUntil(self.registration.showNotification(title, shape));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(shown((event.notification.data as { path: string }).path));
});

/** In a window that is open already, or in a new one. */
async function shown(path: string): Promise<void> {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (!open) return void (await self.clients.openWindow(path));
  await open.focus();
  await open.navigate(path);
}
