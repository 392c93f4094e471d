/** The one way to the gateway: typed by its OpenAPI document, with the session's cookie and what it asks of a page of ours. */

import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import i18n from "i18next";
import { fetchBegun } from "./begun";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** Every no of the gateway (RFC 9457), or our own word for not reaching it. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  request_id?: string;
  errors?: { field?: string; detail: string }[];
  /** Of `changed-meanwhile`: what is there now, and what was sent. */
  current?: unknown;
  yours?: unknown;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** What this listens to, it hears before the app does: its module comes first. */
let isPageGoing = false;
window.addEventListener("pagehide", () => void (isPageGoing = true));
window.addEventListener("pageshow", () => void (isPageGoing = false));

const own: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", i18n.language);
    if (SAFE.has(request.method)) return request;
    request.headers.set("X-Bothways-Csrf", "1");
    // What is done last arrives without its page. Not always so: what a browser lets go on is small.
    const isLast = isPageGoing || document.visibilityState === "hidden";
    return isLast ? new Request(request, { keepalive: true }) : request;
  },
  onResponse({ response }) {
    // What a proxy says in the place of the house is no answer of the house, least of all a yes.
    const isTold = response.headers.get("Content-Type")?.includes("json");
    return response.ok || isTold ? response : unreached(response.status);
  },
  onError: () => unreached(0),
};

function unreached(status: number): Response {
  const problem: Problem = {
    status,
    code: "unreached",
    title: i18n.t("problem.unreached"),
    detail: i18n.t("problem.unreached-detail"),
  };
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: { "Content-Type": "application/problem+json" },
  });
}

export const http = createFetchClient<paths>({ credentials: "same-origin", fetch: fetchBegun });
http.use(own);

export const api = createQueryClient(http);

/** What went wrong, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (typeof error === "object" && error !== null && "code" in error && "title" in error) return error as Problem;
  return { status: 0, code: "unforeseen", title: i18n.t("problem.unforeseen"), detail: String(error) };
}

/** A key for a creating POST: sent again, it does nothing a second time. */
export function once(): string {
  return crypto.randomUUID();
}
