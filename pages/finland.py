"""Where a place lies on the small map of Finland.

Gauss's transverse Mercator projection of a sphere around 27° E, the meridian that Finnish maps are drawn around: no
part of the country is drawn wider than another.
"""

import math

MERIDIAN = 27.0
# Units of the drawing; the country touches three of its edges, and to its right is room for names.
WIDTH, HEIGHT = 420, 600
# The country's own edges in the projection, in radii of the Earth: west, north and south.
_WEST, _NORTH, _SOUTH = -0.0653, 1.2233, 1.0446
_SCALE = HEIGHT / (_NORTH - _SOUTH)


def position(latitude: float, longitude: float) -> tuple[float, float]:
    """From the left and from the top, in units of the drawing; degrees north and east are given."""
    phi, away = math.radians(latitude), math.radians(longitude - MERIDIAN)
    x = math.atanh(math.cos(phi) * math.sin(away))
    y = math.atan2(math.tan(phi), math.cos(away))
    return (x - _WEST) * _SCALE, (_NORTH - y) * _SCALE
