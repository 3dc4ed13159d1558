"""The outline under the map of offices is kept with the code, and is what the public data give."""

import json

import finland
from pages.finland import HEIGHT, WIDTH


def test_the_template_is_the_one_that_is_made():
    assert finland.TEMPLATE.read_text() == finland.template()


def test_the_country_fills_the_drawing_from_top_to_bottom():
    points = [point for ring in finland.rings(json.loads(finland.ATLAS.read_text())) for point in ring]

    assert 0 <= min(x for x, _y in points) < 5
    assert max(x for x, _y in points) < WIDTH
    assert 0 <= min(y for _x, y in points) < 5
    assert HEIGHT - 5 < max(y for _x, y in points) <= HEIGHT


def test_it_weighs_little():
    assert len(finland.TEMPLATE.read_bytes()) < 2000


def test_only_points_near_the_line_are_left_out():
    line = [(0.0, 0.0), (5.0, 1.0), (10.0, 0.0), (10.0, 9.0)]

    assert finland.simplified(line) == [(0.0, 0.0), (10.0, 0.0), (10.0, 9.0)]
