// The Web Worker that handles secrets. It answers with keys that cannot be read out, never with their text, and is
// ended after each task. It has its own thread because scrypt would freeze the page for seconds.

import { CannotOpen, open, openWith, seal } from "./age.js";
import { identityLine, imported, newIdentity } from "./identities.js";

const TASKS = {
  /** { file, passphrase } -> { key, recipient }: the worker's own key. */
  async unlock({ file, passphrase }) {
    const text = await openWith((decrypter) => decrypter.addPassphrase(passphrase), file);
    return imported(identityLine(text));
  },

  /** { key, wraps: [{ epoch, wrap }] } -> [{ epoch, key, recipient }], without those that do not open. */
  async unwrap({ key, wraps }) {
    const epochs = [];
    for (const { epoch, wrap } of wraps) {
      try {
        epochs.push({ epoch, ...(await imported(identityLine(await open(wrap, key)))) });
      } catch {
        epochs.push({ epoch, key: null, recipient: null });
      }
    }
    return epochs;
  },

  /** { recipients } -> { key, recipient, wraps: [[recipient, wrap]] }: a new epoch, wrapped for each. */
  async begin({ recipients }) {
    const line = await newIdentity();
    const secret = new TextEncoder().encode(`${line}\n`);
    const wraps = [];
    for (const recipient of recipients) {
      wraps.push([recipient, await seal(secret, recipient)]);
    }
    return { ...(await imported(line)), wraps };
  },
};

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage({ done: await TASKS[data.task](data) });
  } catch (error) {
    const reason = error instanceof CannotOpen ? error.reason : error.name === "NotSupportedError" ? "browser" : "damaged";
    self.postMessage({ failed: reason });
  }
});
