/** Follows an exported log row by row, as `libs/common/chain.py` made it. */

export interface Checked {
  rows: number;
  /** Of the last row. */
  hash: string;
  /** The first position that is not as it was; null where all holds. */
  brokenAt: number | null;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

interface Row {
  position: number;
  hash: string;
  digest?: string;
  salt?: string;
  content?: Json;
}

interface End {
  end: number;
  hash: string;
}

const BEGINNING = "0".repeat(64);

export async function checked(lines: AsyncIterable<string>): Promise<Checked> {
  let at = 0;
  let hash = BEGINNING;
  for await (const line of lines) {
    const row = JSON.parse(line) as Row | End;
    if ("end" in row) return { rows: at, hash, brokenAt: row.end === at && row.hash === hash ? null : at + 1 };
    const digest = row.content === undefined ? row.digest : await sha256(`${row.salt ?? ""}${canonical(row.content)}`);
    if (row.position !== at + 1 || row.hash !== (await sha256(`${hash}${digest ?? ""}`))) {
      return { rows: at, hash, brokenAt: at + 1 };
    }
    at = row.position;
    hash = row.hash;
  }
  // The last line says how far the log went: without it, the file was cut off.
  return { rows: at, hash, brokenAt: at + 1 };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** JSON with sorted names and nothing between. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(",")}}`;
}
