"""What a request says of the bytes it wants: in which encoding, and whether it has them already."""

import re
from functools import lru_cache

from baking.manifest import ENCODINGS

# A browser's own header is a quarter of it; what is longer is read each time and never kept.
LONGEST_KEPT = 128
# Of an encoding that is only not refused; below every weight that can be written.
_UNNAMED = 0.0001

_ALIASES = {"x-gzip": "gzip"}
_WEIGHT = re.compile(r"[ \t]*[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)[ \t]*")
_TAG = re.compile(r'[ \t,]*+(?:W/)?("[^"]*+")[ \t]*+(?:,|\Z)')


def encodings_for(header: str) -> tuple[str, ...]:
    """The encodings that a header `Accept-Encoding` allows, the best first; "" is the plain body, always among them.

    RFC 9110, section 12.5.3. Members that mean nothing are passed over. Where the plain body is refused too, it is
    still sent before nothing.
    """
    return _remembered(header) if len(header) <= LONGEST_KEPT else _allowed(header)


def _allowed(header: str) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for member in header.split(","):
        name, separator, parameter = member.partition(";")
        weight = _WEIGHT.fullmatch(parameter) if separator else None
        if weight or not separator:
            name = name.strip(" \t").lower()
            weights[_ALIASES.get(name, name)] = float(weight[1]) if weight else 1.0
    others = weights.get("*")
    found = {name: weights.get(name, others or 0.0) for name in ENCODINGS}
    found[""] = weights.get("identity", _UNNAMED if others is None else others)
    allowed = sorted((name for name in found if found[name]), key=lambda name: -found[name])
    return (*allowed, *({""} - set(allowed)))


_remembered = lru_cache(maxsize=256)(_allowed)


def has_already(header: str, tag: str) -> bool:
    """Whether a header `If-None-Match` names `tag`, the strong entity tag of what would be sent.

    RFC 9110, section 13.1.2: compared weakly. What is not a list of tags is read only as far as it is one.
    """
    if header == tag or header.strip(" \t") == "*":
        return True
    found = _TAG.match(header)
    while found:
        if found[1] == tag:
            return True
        found = _TAG.match(header, found.end())
    return False
