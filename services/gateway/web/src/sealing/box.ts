/** Sealing in the browser: JWE for public keys, and a private key under a passphrase. Loaded when somebody seals. */

import {
  calculateJwkThumbprint,
  exportJWK,
  FlattenedEncrypt,
  flattenedDecrypt,
  GeneralEncrypt,
  generalDecrypt,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";
import type { Schemas } from "../api/client";

export type PublicJwk = Schemas["P256Key"] | Schemas["X25519Key"];

export interface OwnKey {
  /** The thumbprint of its public half. */
  kid: string;
  /** Not to be taken out of this browser. */
  privateKey: CryptoKey;
}

/** As it comes from the house. */
export type Backup = Omit<Schemas["BackupJwe"], "recipients"> & { recipients: Schemas["Recipient"][] };

export interface MadeKey extends OwnKey {
  jwk: PublicJwk;
  backup: Schemas["BackupJwe"];
}

/** What is sealed of an entry. */
export interface Content {
  text: string;
  tags: string[];
}

const ALG = "ECDH-ES+A256KW";
const ENC = "A256GCM";
const BACKUP_ALG = "PBES2-HS512+A256KW";
/** Of PBKDF2: about a second on a phone. */
const ROUNDS = 600_000;
const MOST_ROUNDS = 2_000_000;

const bytes = (text: string) => new TextEncoder().encode(text);
const words = (content: Uint8Array) => new TextDecoder().decode(content);

export async function makeKey(passphrase: string): Promise<MadeKey> {
  const pair = await generateKeyPair(ALG, { crv: "P-256", extractable: true });
  const secret = await exportJWK(pair.privateKey);
  return { ...(await owned(secret)), backup: await backedUp(secret, passphrase) };
}

/** The key from its backup. Throws where the passphrase is another one. */
export async function restored(backup: Backup, passphrase: string): Promise<OwnKey> {
  return owned(await unwrapped(backup, passphrase));
}

/** The same key under another passphrase. */
export async function rewrapped(backup: Backup, old: string, next: string): Promise<Schemas["BackupJwe"]> {
  return backedUp(await unwrapped(backup, old), next);
}

export async function sealed(content: Content, readers: readonly PublicJwk[]): Promise<Schemas["Jwe"]> {
  const jwe = new GeneralEncrypt(bytes(JSON.stringify(content))).setProtectedHeader({ enc: ENC });
  for (const jwk of readers) {
    const kid = await calculateJwkThumbprint(jwk);
    jwe.addRecipient(await importJWK({ ...jwk }, ALG)).setUnprotectedHeader({ alg: ALG, kid });
  }
  const { protected: header = "", recipients, iv = "", ciphertext, tag = "" } = await jwe.encrypt();
  return {
    protected: header,
    iv,
    ciphertext,
    tag,
    recipients: recipients.map((one) => ({
      encrypted_key: one.encrypted_key ?? "",
      header: JSON.parse(JSON.stringify(one.header ?? {})),
    })),
  };
}

/** Throws where it was sealed for other keys. */
export async function opened(jwe: Schemas["Jwe"], { privateKey }: OwnKey): Promise<Content> {
  const recipients = jwe.recipients.map(({ encrypted_key, header = {} }) => ({ encrypted_key, header }));
  const { plaintext } = await generalDecrypt({ ...jwe, recipients }, privateKey, {
    keyManagementAlgorithms: [ALG],
    contentEncryptionAlgorithms: [ENC],
  });
  const { text = "", tags = [] } = JSON.parse(words(plaintext)) as Partial<Content>;
  return { text, tags };
}

async function backedUp(secret: JWK, passphrase: string): Promise<Schemas["BackupJwe"]> {
  const jwe = new FlattenedEncrypt(bytes(JSON.stringify(secret)))
    .setProtectedHeader({ alg: BACKUP_ALG, enc: ENC })
    .setKeyManagementParameters({ p2c: ROUNDS });
  const { protected: header = "", encrypted_key = "", iv = "", ciphertext, tag = "" } = await jwe.encrypt(written(passphrase));
  return { protected: header, iv, ciphertext, tag, recipients: [{ encrypted_key }] };
}

async function unwrapped(backup: Backup, passphrase: string): Promise<JWK> {
  const { recipients, ...rest } = backup;
  const [recipient] = recipients;
  if (!recipient) throw new Error("a backup for nobody");
  const { encrypted_key, header = {} } = recipient;
  const { plaintext } = await flattenedDecrypt({ ...rest, encrypted_key, header }, written(passphrase), {
    keyManagementAlgorithms: [BACKUP_ALG],
    contentEncryptionAlgorithms: [ENC],
    maxPBES2Count: MOST_ROUNDS,
  });
  return JSON.parse(words(plaintext)) as JWK;
}

async function owned(secret: JWK): Promise<OwnKey & { jwk: PublicJwk }> {
  const privateKey = await importJWK(secret, ALG, { extractable: false });
  if (privateKey instanceof Uint8Array) throw new Error("not a key of two halves");
  const jwk = publicHalf(secret);
  return { jwk, kid: await calculateJwkThumbprint(jwk), privateKey };
}

function publicHalf({ crv, x = "", y = "" }: JWK): PublicJwk {
  return crv === "X25519" ? { kty: "OKP", crv, x } : { kty: "EC", crv: "P-256", x, y };
}

/** The same letters, however a keyboard composes them, and however carefully they were copied. */
function written(passphrase: string): Uint8Array {
  return bytes(passphrase.normalize("NFKC").trim());
}
