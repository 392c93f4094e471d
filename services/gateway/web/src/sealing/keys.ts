/** The key of this person in this browser, and what the house knows of it: its public half and a backup. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, set } from "idb-keyval";
import { http, problemOf, type Schemas } from "../api/client";
import { useMe } from "../app/session";
import { keys } from "../app/store";
import { sent } from "../parts/sent";
import type { Backup, Content, OwnKey, PublicJwk } from "./box";

/** `none`: never made. `elsewhere`: made, and not in this browser. */
export type KeyState = "unknown" | "none" | "elsewhere" | "here";

const PUBLISHED = ["published-key"];
const PUBLISHED_FRESH_MS = 60_000;
const FOR_EVER = { staleTime: Infinity, gcTime: Infinity, networkMode: "always", meta: { isSecret: true } } as const;

interface Published {
  kid: string;
  jwk: PublicJwk;
  backup?: Backup | null;
  version: number;
}

export interface Keys {
  state: KeyState;
  own: OwnKey | undefined;
  /** Null: there is none. */
  published: Published | null | undefined;
  /** A first key, or another one in the place of what the house has. */
  make: (passphrase: string) => Promise<void>;
  restore: (passphrase: string) => Promise<void>;
  changePassphrase: (old: string, next: string) => Promise<void>;
}

export function useKeys(): Keys {
  const me = useMe();
  const client = useQueryClient();
  const { data: published } = useQuery({
    queryKey: PUBLISHED,
    queryFn: readPublished,
    // What was remembered may be from before the key was made.
    staleTime: ({ state }) => (state.data ? PUBLISHED_FRESH_MS : 0),
  });
  const kept = useQuery({ queryKey: ["own-key", me.person_id], queryFn: () => keptOf(me.person_id), ...FOR_EVER });
  const own = kept.data && published?.kid === kept.data.kid ? kept.data : undefined;

  const publish = async (jwk: PublicJwk, backup: Schemas["BackupJwe"]) => {
    const header = { "If-Match": `"${published?.version ?? 0}"` };
    client.setQueryData(
      PUBLISHED,
      await sent(http.PUT("/v1/journal/keys", { params: { header }, body: { jwk, backup } })),
    );
    await client.invalidateQueries({ queryKey: ["get", "/v1/pairs/{pair_id}/keys"] });
  };
  const keep = async ({ kid, privateKey }: OwnKey) => {
    await set(me.person_id, { kid, privateKey }, keys);
    client.setQueryData(["own-key", me.person_id], { kid, privateKey });
  };

  return {
    own,
    published,
    state: stateOf(published, kept.isPending, own),
    make: async (passphrase) => {
      const { makeKey } = await import("./box");
      const { jwk, backup, ...key } = await makeKey(passphrase);
      // Kept first: what is published and not here would be a key that nobody has.
      await keep(key);
      await publish(jwk, backup);
    },
    restore: async (passphrase) => {
      if (!published?.backup) throw new Error("there is no backup");
      const { restored } = await import("./box");
      await keep(await restored(published.backup, passphrase));
    },
    changePassphrase: async (old, next) => {
      if (!published?.backup) throw new Error("there is no backup");
      const { rewrapped } = await import("./box");
      await publish(published.jwk, await rewrapped(published.backup, old, next));
    },
  };
}

function stateOf(published: Published | null | undefined, isPending: boolean, own: OwnKey | undefined): KeyState {
  if (published === null) return "none";
  if (!published || isPending) return "unknown";
  return own ? "here" : "elsewhere";
}

/** That there is none is an answer, too, and no trouble. */
async function readPublished(): Promise<Published | null> {
  const { data, error } = await http.GET("/v1/journal/keys");
  if (data) return data;
  if (problemOf(error).status === 404) return null;
  throw error;
}

export interface Opened {
  content: Content | undefined;
  /** Its key is not here. */
  isLocked: boolean;
  /** It is for another key. */
  isLost: boolean;
}

/** What somebody sealed, as this browser can read it; it is remembered nowhere. */
export function useOpened(entryId: string, version: number, jwe: Schemas["Jwe"] | null | undefined): Opened {
  const { own, state } = useKeys();
  const { data, isError } = useQuery({
    queryKey: ["opened", entryId, version, own?.kid],
    queryFn: async () => {
      if (!jwe || !own) throw new Error("nothing to open");
      const { opened } = await import("./box");
      return opened(jwe, own);
    },
    enabled: Boolean(jwe && own),
    retry: false,
    ...FOR_EVER,
  });
  return { content: data, isLocked: Boolean(jwe) && (state === "elsewhere" || state === "none"), isLost: isError };
}

/** Readable in so many groups of letters that none can be taken for another. */
export function suggestedPassphrase(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const random = crypto.getRandomValues(new Uint8Array(20));
  const text = Array.from(random, (byte) => letters[byte % letters.length]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

async function keptOf(personId: string): Promise<OwnKey | null> {
  return (await get<OwnKey>(personId, keys)) ?? null;
}
