/* Nothing that was typed or shown to one visitor alone stays behind on the page. */

const PRIVATE = "[data-reply], #receipt-code";
const others = [];

/** Call `act` too whenever the page is emptied: for what is answered without a field. */
export function onEmptying(act) {
  others.push(act);
}

/** Empty every form, hidden values apart (a form without its token could not be sent again), and every shown secret. */
export function emptyPage() {
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (field.type === "hidden") continue;
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = field.defaultChecked = false;
    } else if (field.tagName === "SELECT") {
      field.selectedIndex = -1;
    } else {
      field.value = field.defaultValue = "";
    }
  }
  for (const shown of document.querySelectorAll(PRIVATE)) shown.textContent = "";
  for (const act of others) act();
}

/** Empty the page when it is left by any way; ask for a fresh one if the browser brings it back from memory. */
export function emptyOnLeaving() {
  const isPrivate = document.querySelector(`main form, ${PRIVATE}`) !== null;
  addEventListener("pagehide", emptyPage);
  addEventListener("pageshow", (event) => {
    if (event.persisted && isPrivate) location.replace(location.href);
  });
}
