// One place where the page says what happened: calm news, or a loud refusal.

import { CannotOpen } from "./age.js";
import { Mismatch, TooLarge } from "./documents.js";
import { NoKey, NotBelieved } from "./keyring.js";
import { ServerError } from "./server.js";
import { TaskFailed } from "./tasks.js";
import { message } from "./words.js";

const status = document.getElementById("status");
const alarm = document.getElementById("alarm");

export function tell(name, count) {
  alarm.hidden = true;
  status.textContent = message(name, count);
}

export function warn(name, count) {
  status.textContent = "";
  alarm.textContent = message(name, count);
  alarm.hidden = false;
}

export function clear() {
  status.textContent = "";
  alarm.hidden = true;
}

/** Says what went wrong. `error` is whatever was thrown. */
export function explain(error) {
  warn(nameOf(error));
}

function nameOf(error) {
  if (error instanceof Mismatch) {
    return "mismatch";
  }
  if (error instanceof NotBelieved) {
    return "not-believed";
  }
  if (error instanceof NoKey) {
    return "no-key";
  }
  if (error instanceof TooLarge) {
    return "too-large";
  }
  if (error instanceof CannotOpen || error instanceof TaskFailed) {
    return error.reason === "browser" ? "old-browser" : "damaged";
  }
  if (error instanceof ServerError) {
    return { "signed-out": "signed-out", connection: "connection", unknown: "unknown" }[error.reason] ?? "refused";
  }
  return "failed";
}
