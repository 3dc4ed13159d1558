// Shows text exactly as it was typed, and marks what cannot be seen in it.

import { pieces } from "./controls.js";

/**
 * Fills `element` with `text`. Its textContent is `text` to the letter; an invisible character stands in an element
 * of its own, where the style sheet writes its name before it and its effect on direction ends.
 */
export function showExactly(element, text) {
  element.replaceChildren(
    ...pieces(text).map(({ text: piece, control }) => {
      if (control === null) {
        return piece;
      }
      const marked = document.createElement("span");
      marked.className = "control-character";
      marked.dataset.control = control;
      marked.textContent = piece;
      return marked;
    }),
  );
}
