"""The site's own password hasher with little of its work, so that a suite of sign-ins does not take minutes."""

from typing import Any

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    """Counts how often it is asked to derive: what a stranger could measure as time."""

    work_factor = 2**4
    derivations = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        QuickScrypt.derivations += 1
        return super().encode(*args, **kwargs)
