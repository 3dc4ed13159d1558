/* Quick exit: the page is blank at once, and the site's own address is not left in the tab's history. */

import { emptyPage } from "./emptying.js";

const PRESSES = 3;
const WITHIN_MILLISECONDS = 5000;
const LEFT = "is-left";
// A title of nothing makes browsers show the address instead.
const BLANK_TITLE = "\u00a0";

let titleBefore = document.title;

function blank() {
  titleBefore = document.title;
  document.documentElement.classList.add(LEFT);
  document.body.hidden = true;
  document.body.setAttribute("aria-hidden", "true");
  document.title = BLANK_TITLE;
  emptyPage();
}

function unblank() {
  if (!document.documentElement.classList.contains(LEFT)) return;
  document.title = titleBefore;
  document.body.removeAttribute("aria-hidden");
  document.body.hidden = false;
  document.documentElement.classList.remove(LEFT);
}

/**
 * Call `act` when Shift, either one, has been pressed and let go three times within five seconds and
 * nothing else was touched meanwhile: a Shift that makes a capital or a selection does not count.
 */
function onThreeShifts(act) {
  const down = new Map();
  let pressed = [];

  const forget = () => {
    down.clear();
    pressed = [];
  };
  const isShift = (event) => event.key === "Shift";

  addEventListener("keydown", (event) => {
    if (!isShift(event)) forget();
    else if (!event.repeat) down.set(event.code, event.timeStamp);
  }, true);
  addEventListener("keyup", (event) => {
    if (!isShift(event) || !down.has(event.code)) return;
    pressed = [...pressed, down.get(event.code)].slice(-PRESSES);
    down.delete(event.code);
    if (pressed.length === PRESSES && event.timeStamp - pressed[0] <= WITHIN_MILLISECONDS) act();
  }, true);
  addEventListener("pointerdown", forget, true);
}

export function watchQuickExit() {
  const link = document.getElementById("quick-exit");
  if (!link) return;
  const leave = () => {
    blank();
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  onThreeShifts(leave);
  addEventListener("pageshow", unblank);
}
