"""What accounts hang into Wagtail's editor: each module imported here registers its own hooks."""

from accounts import approval_hooks, staff_hooks  # noqa: F401
