// age identities inside the Web Worker: the only place where one exists as text.

import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
// RFC 8410: what stands before the 32 secret bytes in a PKCS #8 file of an X25519 key.
const PKCS8_START = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];

/** The identity line of an identity file, which may hold comment lines besides. */
export function identityLine(bytes) {
  const lines = new TextDecoder().decode(bytes).split("\n");
  const found = lines.map((line) => line.trim()).filter((line) => IDENTITY.test(line));
  if (found.length !== 1) {
    throw new Error("not an identity file");
  }
  return found[0];
}

/** A private X25519 CryptoKey that no script can read out again, with the recipient that belongs to it. */
export async function imported(line) {
  const { bytes } = bech32.decodeToBytes(line);
  const pkcs8 = new Uint8Array([...PKCS8_START, ...bytes]);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
  bytes.fill(0);
  pkcs8.fill(0);
  return { key, recipient: await identityToRecipient(key) };
}

export { generateX25519Identity as newIdentity };
