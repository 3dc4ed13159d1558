// Starts the Web Worker for one task and ends it again.

const OURS = /^\/static\/built\/intake-worker(\.[0-9a-f]+)?\.js$/;

// The only script address that this page's policy lets through.
const policy = globalThis.trustedTypes?.createPolicy("intake", { createScriptURL: ours });

/** A task of the Web Worker that failed; `reason` is "key", "damaged" or "browser". */
export class TaskFailed extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

function ours(address) {
  const url = new URL(address, location.origin);
  if (url.origin !== location.origin || !OURS.test(url.pathname) || url.search) {
    throw new TypeError("not a worker of this site");
  }
  return url.href;
}

/** Does `task` (see worker.js) in a Web Worker of its own. */
export function inWorker(address, task, input) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(policy ? policy.createScriptURL(address) : ours(address));
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.addEventListener("message", ({ data }) =>
      "done" in data ? end(resolve, data.done) : end(reject, new TaskFailed(data.failed)),
    );
    worker.addEventListener("error", () => end(reject, new TaskFailed("browser")));
    worker.postMessage({ task, ...input });
  });
}
