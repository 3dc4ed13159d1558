/* Parts of a form that belong to some answers are shown with those answers. */

/** `<div data-shown-with="question" data-shown-for="answer answer">`: hidden unless one of the answers is chosen. */
export function showWithAnswers() {
  const parts = [...document.querySelectorAll("[data-shown-with]")];
  const update = () => {
    for (const part of parts) {
      const { shownWith, shownFor } = part.dataset;
      const answers = [...document.getElementsByName(shownWith)].filter((input) => input.checked);
      const wrong = part.querySelector("[aria-invalid], .field--wrong") !== null;
      part.hidden = !wrong && !answers.some((input) => shownFor.split(" ").includes(input.value));
    }
  };
  update();
  addEventListener("change", update);
  addEventListener("pageshow", update);
}
