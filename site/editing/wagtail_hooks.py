"""What this room hangs into Wagtail's editor: each module imported here registers its own hooks."""

from editing import safeguards, signed_in, start  # noqa: F401
from editing.guide import hooks as guide_hooks  # noqa: F401
from editing.reports import hooks as report_hooks  # noqa: F401
