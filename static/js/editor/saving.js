/* Before a form of the editor is sent: is its writer still signed in, and does the site answer? If not, the form
   stays as it is, and a dialog says what to do. */

const BUTTONS = "[data-edit-form] button:is([type=submit], [data-workflow-action-name])";
const LONGEST_WAIT = 8000; // milliseconds

const dialogs = document.getElementById("saving");
let goesOn = false; // the press that follows was checked already
let isAsking = false;

async function ask() {
  const answer = await fetch(dialogs.dataset.check, {
    redirect: "manual",
    cache: "no-store",
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(LONGEST_WAIT),
  });
  // Whoever is signed out is sent to the sign-in page.
  if (answer.type === "opaqueredirect") return { problem: "signed-out" };
  return answer.ok ? answer.json() : { problem: "no-answer" };
}

/** A sign-in changes the token, in every window that was open before it. */
function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
}

function tell(problem) {
  const dialog = dialogs.content.querySelector(`[data-problem="${problem}"]`).cloneNode(true);
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function check(button) {
  isAsking = true;
  const { token, problem } = await ask().catch(() => ({ problem: "no-answer" }));
  isAsking = false;
  if (problem) {
    tell(problem);
    return;
  }
  renew(token);
  goesOn = true;
  button.click();
  goesOn = false;
}

function pressed(event) {
  const button = event.target.closest?.(BUTTONS);
  if (!button || goesOn) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!isAsking) check(button);
}

/* Wagtail warns by a dialog of its own that somebody else has saved the page, and presses the button again for whoever
   goes on. They know then of the newest version, so the form says that it does. */
let newest = null;

function noteNewest(event) {
  const others = event.detail?.data?.other_sessions ?? [];
  newest = others.map((session) => session.revision_id).find(Boolean) ?? newest;
}

function confirmed() {
  const loaded = document.querySelector("[data-edit-form] [name=loaded_revision_id]");
  if (loaded && newest) loaded.value = newest;
  goesOn = true;
  setTimeout(() => {
    goesOn = false;
  });
}

if (dialogs) {
  window.addEventListener("click", pressed, { capture: true });
  document.addEventListener("w-swap:json", noteNewest);
  document.addEventListener("w-dialog:confirmed", confirmed, { capture: true });
}
