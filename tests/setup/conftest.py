"""The programs of site/setup stand in a folder of their own and import each other by name, as they do when run."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Last in the path: one of them is called `test`, as a module of the standard library is.
sys.path.append(str(ROOT / "site" / "setup"))
