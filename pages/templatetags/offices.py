"""`{% load offices %}`: the map that a list of offices stands beside."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from pages.finland import HEIGHT, WIDTH
from pages.offices import Office

register = template.Library()


@dataclass(frozen=True)
class Map:
    """`offices` are those whose place is known. Width and height in the units of `pages.finland`."""

    offices: list[Office]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def places(self) -> str:
        return ", ".join(office.place for office in self.offices)


@register.simple_tag
def map_of(offices: Iterable[Office]) -> Map:
    return Map([office for office in offices if office.spot])
