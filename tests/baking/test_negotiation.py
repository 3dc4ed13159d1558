"""Whatever a request says of encodings and of what it has already, it gets bytes it can read, whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baking import negotiation
from baking.negotiation import LONGEST_KEPT, encodings_for, has_already

pytestmark = pytest.mark.once

TAG = '"0123456789abcdef"'


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("", ("",)),
        ("gzip, deflate, br, zstd", ("br", "gzip", "")),
        ("gzip, deflate", ("gzip", "")),
        ("br;q=0.2, gzip;q=0.8", ("gzip", "br", "")),
        ("gzip;q=1.0, identity; q=0.5, *;q=0", ("gzip", "")),
        ("identity, br;q=0.9", ("", "br")),
        ("br;q=0, gzip;q=0", ("",)),
        ("br;q=0", ("",)),
        ("*", ("br", "gzip", "")),
        ("*;q=0", ("",)),
        ("*;q=0.5, br;q=0", ("gzip", "")),
        ("*;q=0.5, br;q=0.2", ("gzip", "", "br")),
        ("identity;q=0, *;q=0", ("",)),
        ("identity;q=0, gzip", ("gzip", "")),
        ("gzip;q=0.001", ("gzip", "")),
        ("X-GZIP", ("gzip", "")),
        ("GZip ;Q=0.5\t,\tBR ; q=1", ("br", "gzip", "")),
        (",,gzip,,", ("gzip", "")),
        # No weight that RFC 9110 knows: the member means nothing.
        ("gzip;q=2, br;q=-1", ("",)),
        ("gzip;q=nan, br;q=inf", ("",)),
        ("gzip;q=, br;q", ("",)),
        ("gzip;q=0.0001", ("",)),
        ("gzip;level=9", ("",)),
        ("gzip br", ("",)),
        ('"br"', ("",)),
    ],
)
def test_the_best_encoding_comes_first(header, allowed):
    assert encodings_for(header) == allowed


WEIGHTS = st.integers(0, 1000)
NAMES = ("br", "gzip", "identity", "*", "deflate", "zstd")


@given(
    weights=st.dictionaries(st.sampled_from(NAMES), WEIGHTS),
    space=st.sampled_from(["", " ", "\t", "  "]),
    junk=st.lists(st.sampled_from(["", "gzip;q=7", "br;q=x", "br;;", "é", "gzip=1"])),
)
def test_nothing_refused_is_sent_and_nothing_better_is_passed_over(weights, space, junk):
    members = [f"{space}{name}{space};{space}q={weight / 1000:.3f}{space}" for name, weight in weights.items()]
    allowed = encodings_for(",".join([*junk, *members]))
    for name, key in (("br", "br"), ("gzip", "gzip"), ("", "identity")):
        weight = weights.get(key, weights.get("*", 0))
        if weight:
            assert name in allowed
        elif name:
            assert name not in allowed
    ranked = [weights.get(name or "identity", weights.get("*", 0)) for name in allowed]
    assert ranked == sorted(ranked, reverse=True)
    assert len(set(allowed)) == len(allowed)


@given(header=st.text(st.characters(max_codepoint=255), max_size=3 * LONGEST_KEPT))
def test_no_header_of_encodings_is_too_strange(header):
    allowed = encodings_for(header)
    assert "" in allowed
    assert set(allowed) <= {"br", "gzip", ""}


def test_a_long_header_is_understood_like_a_short_one_but_not_remembered():
    before = negotiation._remembered.cache_info()
    assert encodings_for("x-nothing, " * LONGEST_KEPT + "gzip") == ("gzip", "")
    assert negotiation._remembered.cache_info() == before


@pytest.mark.parametrize(
    "header",
    [
        TAG,
        f"W/{TAG}",
        "*",
        "  * ",
        f'"a", {TAG}',
        f'"a",W/"b" , W/{TAG},"c"',
        f",, {TAG} ,",
        f'"a,b", {TAG}',
        f'"", {TAG}',
        f'{TAG}, junk"',
    ],
)
def test_a_tag_is_found_wherever_it_stands_in_a_list(header):
    assert has_already(header, TAG)


@pytest.mark.parametrize(
    "header",
    [
        "",
        '"a"',
        TAG.strip('"'),
        TAG[:-1],
        f"w/{TAG}",
        f"W /{TAG}",
        f'"a" {TAG}',
        f"junk, {TAG}",
        f'"a, {TAG}, b"',
        f"*, {TAG[1:]}",
        '"*"',
        "**",
        f"'{TAG}'",
    ],
)
def test_what_only_looks_like_the_tag_is_not_it(header):
    assert not has_already(header, TAG)


OPAQUE = st.text(st.characters(min_codepoint=0x20, max_codepoint=255, exclude_characters='"\x7f'), max_size=12)


@given(
    tags=st.lists(st.tuples(st.booleans(), OPAQUE | st.just(TAG.strip('"')))),
    separator=st.sampled_from([",", ", ", " ,\t", ",,"]),
)
def test_a_list_matches_exactly_when_it_holds_the_tag(tags, separator):
    header = separator.join(f'{"W/" * is_weak}"{opaque}"' for is_weak, opaque in tags)
    assert has_already(header, TAG) == any(f'"{opaque}"' == TAG for _, opaque in tags)


@given(pieces=st.lists(st.sampled_from([TAG, '"', ",", " ", "W/", "*", "a", TAG[:5]]) | st.text(max_size=3)))
def test_no_list_of_tags_is_too_strange_and_none_matches_without_the_tag(pieces):
    header = "".join(pieces)
    if has_already(header, TAG):
        assert TAG in header or header.strip(" \t") == "*"
