// A new epoch by hand: asked twice, because everyone who works here must then be able to open it.

import { explain, tell, warn } from "./notices.js";
import { ServerError } from "./server.js";

export function offerNewEpoch(keyring) {
  const dialog = document.getElementById("new-epoch");
  document.getElementById("ask-new-epoch").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "begin") {
      return;
    }
    dialog.returnValue = "";
    tell("epoch-working");
    try {
      tell("epoch-opened", await keyring.begin());
    } catch (error) {
      if (error instanceof ServerError && error.status === 409) {
        warn("epoch-late");
      } else {
        explain(error);
      }
    }
  });
}
