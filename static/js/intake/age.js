// The two things done with age files here: open one with a key of ours, seal one for a single recipient.

import { Decrypter, Encrypter } from "age-encryption";

const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/** What cannot be opened: `reason` is "key" (not sealed to this key) or "damaged". */
export class CannotOpen extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export function isRecipient(text) {
  return typeof text === "string" && RECIPIENT.test(text);
}

/** The plaintext of an age file, as bytes. `prepare` gets the Decrypter, to give it a key or a passphrase. */
export async function openWith(prepare, file) {
  const decrypter = new Decrypter();
  prepare(decrypter);
  try {
    // Read chunk by chunk: through the reader that typage would use, tampering looks like a lost connection.
    return await everything(await decrypter.decrypt(streamOf(file)));
  } catch (error) {
    throw new CannotOpen(/no identity matched/.test(error.message) ? "key" : "damaged");
  }
}

/** The plaintext of an age file that the private X25519 CryptoKey `key` opens, as bytes. */
export function open(file, key) {
  return openWith((decrypter) => decrypter.addIdentity(key), file);
}

/** `bytes` as an age file for one recipient. Without a recipient typage would write what nobody can open. */
export function seal(bytes, recipient) {
  if (!isRecipient(recipient)) {
    throw new TypeError("there is no recipient to seal to");
  }
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

function streamOf(bytes) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function everything(stream) {
  const reader = stream.getReader();
  const chunks = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let place = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, place);
    place += chunk.length;
  }
  return bytes;
}
