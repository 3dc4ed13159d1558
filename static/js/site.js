/* What script adds to the public pages. Everything works without it. */

import { emptyOnLeaving } from "./emptying.js";
import { closeFolds } from "./folds.js";
import { watchQuickExit } from "./quick-exit.js";
import { answerSelfChecks } from "./self-check.js";
import { showWithAnswers } from "./shown-with.js";

watchQuickExit();
emptyOnLeaving();
showWithAnswers();
closeFolds();
answerSelfChecks();
document.getElementById("error-summary")?.focus();
