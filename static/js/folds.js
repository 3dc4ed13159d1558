/* Questions that can be left out stand open without script; script closes those that hold nothing yet. */

/** `<details data-folded open>`: closed unless something in it is chosen, typed or wrong. */
export function closeFolds() {
  for (const fold of document.querySelectorAll("details[data-folded]")) {
    const filled = [...fold.querySelectorAll("input, textarea, select")].some((field) =>
      field.type === "radio" || field.type === "checkbox" ? field.checked : field.type !== "hidden" && field.value,
    );
    if (!filled && !fold.querySelector(".field--wrong")) fold.open = false;
  }
}
