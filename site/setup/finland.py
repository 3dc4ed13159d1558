"""Draws the outline of Finland that the map of offices lies on, into a template that is kept with the code.

    python site/setup/finland.py

Run it after a change of `pages/finland.py` or of the npm package world-atlas, which holds the public-domain data of
Natural Earth (naturalearthdata.com), here at 1:50 million. The same data give the same bytes; a test compares them.
"""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from pages.finland import position  # noqa: E402 - found only with the line above

ATLAS = ROOT / "node_modules/world-atlas/countries-50m.json"
TEMPLATE = ROOT / "pages/templates/pages/includes/finland.html"
# Numbers of ISO 3166-1. Natural Earth keeps Åland, which is a part of Finland, by itself.
COUNTRIES = ("246", "248")
# Units of the drawing: how far the line may be from the coast, and how large an island is drawn.
TOLERANCE = 1.6
SMALLEST = 20.0

Point = tuple[float, float]


def rings(atlas: dict) -> Iterator[list[Point]]:
    """Every closed line of the country, on the drawing."""
    for country in atlas["objects"]["countries"]["geometries"]:
        if country.get("id") in COUNTRIES:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            for polygon in polygons:
                for ring in polygon:
                    yield [point for number in ring for point in _arc(atlas, number)[1:]]


def _arc(atlas: dict, number: int) -> list[Point]:
    """One stored line, as TopoJSON keeps it: in steps of a grid, and backwards where its number is below zero."""
    (wide, high), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    points, x, y = [], 0, 0
    for step_x, step_y in atlas["arcs"][~number if number < 0 else number]:
        x, y = x + step_x, y + step_y
        points.append(position(low + high * y, left + wide * x))
    return points[::-1] if number < 0 else points


def simplified(points: list[Point]) -> list[Point]:
    """Fewer points, none of those left out further than the tolerance from the line (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    distances = [_distance(point, points[0], points[-1]) for point in points[1:-1]]
    furthest = max(range(len(distances)), key=distances.__getitem__) + 1
    if distances[furthest - 1] <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: furthest + 1])[:-1] + simplified(points[furthest:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the stretch between `start` and `end`."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0
    if length:
        share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / length
        share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * along[0], start[1] + share * along[1]))


def area(points: list[Point]) -> float:
    following = [*points[1:], points[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, following, strict=True))) / 2


def path() -> str:
    """The outline as the path of an SVG, in whole units, each point told from the one before."""
    pieces = []
    for ring in rings(json.loads(ATLAS.read_text())):
        if area(ring) < SMALLEST:
            continue
        # In two halves: a closed line has no ends to begin from.
        half = len(ring) // 2
        line = simplified(ring[: half + 1])[:-1] + simplified([*ring[half:], ring[0]])[:-1]
        whole = [(round(x), round(y)) for x, y in line]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(whole, whole[1:], strict=False)]
        numbers = " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0))
        pieces.append(f"M{whole[0][0]} {whole[0][1]}l{numbers}z".replace(" -", "-"))
    return "".join(pieces)


def template() -> str:
    return (
        "{% comment %}Finland, made by site/setup/finland.py from the public-domain data of Natural Earth."
        '{% endcomment %}<path class="office-map__land" fill="none" stroke="currentColor" stroke-width="3" '
        f'd="{path()}"/>\n'
    )


if __name__ == "__main__":
    TEMPLATE.write_text(template())
