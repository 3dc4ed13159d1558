// The keys of an unlocked page. They live here and nowhere else, and cannot be read out.

import { fromBase64, toBase64 } from "./base64.js";
import { FORMAT } from "./documents.js";
import { inWorker } from "./tasks.js";

/** There is no key for what should be opened or sealed. */
export class NoKey extends Error {}

/** The server names somebody or something that our own keys contradict. */
export class NotBelieved extends Error {}

export class Keyring {
  #server;
  #worker;
  #own = null;
  #epochs = new Map(); // number -> { key, recipient }

  constructor(server, worker) {
    this.#server = server;
    this.#worker = worker;
  }

  get unlocked() {
    return this.#own !== null;
  }

  /** Opens the worker's identity file and every wrap made for it. Returns how many wraps did not open. */
  async unlock(passphrase) {
    const { file, recipient } = await this.#server.identity();
    const own = await inWorker(this.#worker, "unlock", { file: fromBase64(file), passphrase: tidied(passphrase) });
    if (own.recipient !== recipient) {
      throw new NotBelieved("another worker's key file");
    }
    this.#own = own;
    return this.refresh();
  }

  /** Opens the wraps that came since. Returns how many did not open. */
  async refresh() {
    const wraps = (await this.#server.wraps()).filter(({ epoch }) => !this.#epochs.has(epoch));
    const opened = await inWorker(this.#worker, "unwrap", {
      key: this.#own.key,
      wraps: wraps.map(({ epoch, wrap }) => ({ epoch, wrap: fromBase64(wrap) })),
    });
    for (const { epoch, key, recipient } of opened) {
      if (key !== null) {
        this.#epochs.set(epoch, { key, recipient });
      }
    }
    return opened.filter(({ key }) => key === null).length;
  }

  /** The private key of epoch `number`, fetching its wrap when another worker opened the epoch meanwhile. */
  async keyOf(number) {
    return (await this.#epoch(number)).key;
  }

  /**
   * The newest epoch as { number, recipient }. The recipient is that of our own key: a server that names another
   * one is not believed, or whoever changed its row could read the copies of replies.
   */
  async newest() {
    const { newest } = await this.#server.epoch();
    if (newest === null) {
      throw new NoKey("no epoch");
    }
    const { recipient } = await this.#epoch(newest.number);
    if (recipient !== newest.recipient) {
      throw new NotBelieved("another recipient for the newest epoch");
    }
    return { number: newest.number, recipient };
  }

  /** Makes a new epoch and its wraps for everyone who must open it. Returns its number. */
  async begin() {
    const { next, recipients } = await this.#server.epoch();
    if (recipients === null) {
      throw new NoKey("no recovery key");
    }
    if (!recipients.includes(this.#own.recipient)) {
      throw new NotBelieved("a roster without ourselves");
    }
    const { key, recipient, wraps } = await inWorker(this.#worker, "begin", { recipients });
    await this.#server.openEpoch({
      number: next,
      recipient,
      format: FORMAT,
      wraps: Object.fromEntries(wraps.map(([holder, wrap]) => [holder, toBase64(wrap)])),
    });
    this.#epochs.set(next, { key, recipient });
    return next;
  }

  forget() {
    this.#own = null;
    this.#epochs.clear();
  }

  async #epoch(number) {
    if (!this.#epochs.has(number)) {
      await this.refresh();
    }
    const epoch = this.#epochs.get(number);
    if (epoch === undefined) {
      throw new NoKey(`epoch ${number}`);
    }
    return epoch;
  }
}

/** A passphrase as it was made: small letters, one space between words. */
function tidied(passphrase) {
  return passphrase.trim().toLowerCase().split(/\s+/u).join(" ");
}
