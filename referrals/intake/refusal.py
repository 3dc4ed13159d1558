"""How a verb of the intake says no."""


class Refused(Exception):
    """Nothing was changed. `reason` is one word that the verb's docstring lists; it never holds input."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
