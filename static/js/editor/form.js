/* What the editor's forms do besides what Wagtail's own scripts do. */

import "./counts.js";
import "./saving.js";
