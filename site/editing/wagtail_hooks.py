"""What this room hangs into Wagtail's editor: each module imported here registers its own hooks."""
