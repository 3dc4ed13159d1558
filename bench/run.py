"""`make bench`: how fast it is, in ratios that hold on any machine. Each part makes what it measures, and removes it.

make bench                   all parts
make bench ARGS=speed        what a baked page gains over the same page made for each request
make bench ARGS=baking       how long a full bake takes, and how that grows with the pages
"""

import sys

from bench import baking, speed
from setup.stop import Stop, finish

PARTS = {"speed": speed.main, "baking": baking.main}


def main() -> None:
    for name in sys.argv[1:] or PARTS:
        if name not in PARTS:
            raise Stop(f"There is no part {name}; the parts are: {', '.join(PARTS)}.")
        PARTS[name]()


if __name__ == "__main__":
    finish(main)
