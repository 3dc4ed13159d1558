/* The self-check: what was pressed is known to the page alone, and forgotten when the page is left. */

import { onEmptying } from "./emptying.js";

let questionsSoFar = 0;

/** One list of questions. All words are the server's: in the two results, and in templates. */
function makeAnswerable(check) {
  const template = (name) => check.querySelector(`[data-${name}]`).content.firstElementChild.cloneNode(true);
  const result = (name) => [...check.querySelectorAll(`[data-result=${name}] > p`)].map((text) => text.cloneNode(true));
  const buttons = (item) => [...item.querySelectorAll("button")];
  const answer = (item) => buttons(item).find((button) => button.getAttribute("aria-pressed") === "true")?.value;

  const items = [...check.querySelectorAll("li")];
  const end = template("end");
  const [status, clearing] = end.children;
  // The result is read out from the end of the list, and stands where it was found out too.
  const beside = document.createElement("div");
  beside.className = "self-check__beside";
  let told;

  function tell(name) {
    if (told !== name) status.replaceChildren(...result(name));
    told = name;
    beside.replaceChildren(...result(name));
  }

  function press(pressed, item) {
    for (const button of buttons(item)) {
      const on = button === pressed && button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", on);
    }
    const yes = items.filter((other) => answer(other) === "yes");
    tell(yes.length ? "yes" : items.every(answer) ? "no" : "none");
    const stays = yes.find((other) => other.contains(beside));
    const place = answer(item) === "yes" || !yes.length ? item : stays || yes[0];
    place.append(beside);
  }

  function clear() {
    for (const button of items.flatMap(buttons)) button.setAttribute("aria-pressed", "false");
    tell("none");
    beside.remove();
  }

  for (const item of items) {
    const words = item.firstElementChild;
    const choices = template("choices");
    words.id = `question-${(questionsSoFar += 1)}`;
    choices.setAttribute("aria-labelledby", words.id);
    for (const button of choices.children) button.addEventListener("click", () => press(button, item));
    item.append(choices);
  }
  clearing.addEventListener("click", () => {
    clear();
    status.textContent = clearing.dataset.said;
  });
  onEmptying(clear);
  check.append(end);
  check.classList.add("self-check--answerable");
}

export function answerSelfChecks() {
  for (const check of document.querySelectorAll("[data-self-check]")) makeAnswerable(check);
}
