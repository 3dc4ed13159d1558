/* Wagtail counts the errors of a tab before it has drawn the pieces of its texts, and so leaves theirs out. Setting the
   least number that is shown makes it count again. */

window.addEventListener("load", () => {
  for (const count of document.querySelectorAll(".w-tabs__errors")) count.dataset.wCountMinValue = "0";
});
