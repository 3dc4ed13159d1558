"""The one place where a test is left out, and only for want of an installed program."""

import pytest
from setup.programs import missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for program in missing():
        left_out = pytest.mark.skip(reason=f"{program.executable} is not installed (package {program.package})")
        for item in items:
            if item.get_closest_marker(program.marker):
                item.add_marker(left_out)
