/** What the first screen reads, asked for beside its code: an answer that is on its way need not be waited for again. */

/** What nobody fetched by then is no answer to who asks later. */
const FETCHED_WITHIN_MS = 10_000;

const begun = new Map<string, Promise<Response | undefined>>();

/** Ask for these addresses now. */
export function begin(addresses: string[], language: string): void {
  for (const address of addresses) begun.set(address, ask(address, language).catch(() => undefined));
  setTimeout(() => begun.clear(), FETCHED_WITHIN_MS);
}

/** To its end, whether anybody fetches it or not. A no is none: somebody may sign in before it is asked for again. */
async function ask(address: string, language: string): Promise<Response | undefined> {
  const answer = await fetch(address, { headers: { "Accept-Language": language } });
  const said = await answer.text();
  return answer.ok ? new Response(said, answer) : undefined;
}

/** As `fetch`, of what has begun already where this has. */
export async function fetchBegun(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const address = pathname + search;
  const early = request.method === "GET" ? await begun.get(address) : undefined;
  begun.delete(address);
  return early ?? fetch(request);
}
