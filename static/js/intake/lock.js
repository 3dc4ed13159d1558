// Locks the page: by hand, after ten minutes without a touch, and when it is left.

import { tell } from "./notices.js";

export const IDLE = 10 * 60 * 1000; // milliseconds
const WARNING = IDLE - 60 * 1000;
const TOUCHES = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];
const LOOK = 5 * 1000;

export class Lock {
  #keyring;
  #address;
  #touched = Date.now();
  #warned = false;

  constructor(keyring, address) {
    this.#keyring = keyring;
    this.#address = address;
  }

  /** Watches from now on. */
  watch() {
    this.#touch();
    TOUCHES.forEach((name) => document.addEventListener(name, () => this.#touch(), { capture: true, passive: true }));
    // A sleeping machine runs no timer: the clock is compared, also at the moment of coming back.
    document.addEventListener("visibilitychange", () => this.#look());
    setInterval(() => this.#look(), LOOK);
    window.addEventListener("pagehide", () => this.#empty());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.now());
  }

  /** Drops the keys and everything opened, then replaces the document, and with it the script's memory. */
  now() {
    this.#empty();
    location.replace(this.#address);
  }

  #empty() {
    this.#keyring.forget();
    document.body.replaceChildren();
  }

  #touch() {
    if (this.#isOver()) {
      this.now();
      return;
    }
    this.#touched = Date.now();
    if (this.#warned) {
      this.#warned = false;
      tell("still-unlocked");
    }
  }

  #look() {
    if (this.#isOver()) {
      this.now();
    } else if (!this.#warned && Date.now() - this.#touched >= WARNING) {
      this.#warned = true;
      tell("locks-soon");
    }
  }

  #isOver() {
    return Date.now() - this.#touched >= IDLE;
  }
}
