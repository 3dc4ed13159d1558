// The intake in a worker's browser: unlock, read the queue, open a referral, answer, lock.

import { CaseView } from "./case.js";
import { offerNewEpoch } from "./epoch.js";
import { Keyring } from "./keyring.js";
import { Lock } from "./lock.js";
import { clear, explain, tell, warn } from "./notices.js";
import { Queue } from "./queue.js";
import { Reply } from "./reply.js";
import { Server, ServerError } from "./server.js";
import { TaskFailed } from "./tasks.js";

const EVERY = 30 * 1000; // milliseconds between looks at the queue

const room = document.getElementById("intake");
const unlockForm = document.getElementById("unlock");
const passphrase = unlockForm.elements.passphrase;

const server = new Server(room.dataset.root, document.querySelector("[name=csrfmiddlewaretoken]").value);
const keyring = new Keyring(server, room.dataset.worker);
const lock = new Lock(keyring, room.dataset.root);
const caseView = new CaseView(server, keyring);
const queue = new Queue(server, keyring, openReferral);
const reply = new Reply(server, keyring, (sent) => caseView.addMessage(sent));

async function unlock() {
  const typed = passphrase.value;
  unlockForm.elements.fields.disabled = true;
  tell("unlocking");
  try {
    const unopened = await keyring.unlock(typed);
    passphrase.value = "";
    unlockForm.hidden = true;
    lock.watch();
    document.getElementById("lock").hidden = false;
    await queue.load();
    queue.show();
    if (unopened) {
      warn("wraps-unopened", unopened);
    } else {
      tell("unlocked");
    }
    setInterval(() => document.hidden || queue.hidden || queue.load(), EVERY);
  } catch (error) {
    refuseToUnlock(error);
  } finally {
    unlockForm.elements.fields.disabled = false;
  }
  if (!unlockForm.hidden) {
    passphrase.select();
  }
}

function refuseToUnlock(error) {
  if (error instanceof TaskFailed && error.reason === "key") {
    warn("wrong-passphrase");
  } else if (error instanceof ServerError && error.reason === "unknown") {
    warn("no-own-key");
  } else {
    explain(error);
  }
}

let opening = false;

async function openReferral(caseId) {
  if (opening) {
    return;
  }
  opening = true;
  tell("opening");
  try {
    reply.offer(await caseView.show(caseId));
    queue.hide();
    room.dataset.case = caseId;
    clear();
  } catch (error) {
    caseView.hide();
    explain(error);
  } finally {
    opening = false;
  }
}

async function closeReferral() {
  const caseId = room.dataset.case;
  delete room.dataset.case;
  caseView.hide();
  reply.withdraw();
  clear();
  await queue.load();
  queue.show(caseId);
}

function start() {
  document.getElementById("no-script").remove();
  unlockForm.addEventListener("submit", (event) => {
    event.preventDefault();
    unlock();
  });
  document.getElementById("show-passphrase").addEventListener("change", ({ target }) => {
    passphrase.classList.toggle("unlock__passphrase--shown", target.checked);
  });
  document.getElementById("lock").addEventListener("click", () => lock.now());
  document.getElementById("case-close").addEventListener("click", closeReferral);
  offerNewEpoch(keyring);
  unlockForm.elements.fields.disabled = false;
  passphrase.focus();
}

start();
