"""Takes the pictures of the guide for editors while a test walks: `make guide`. Otherwise it only sees that what a
picture would show is there."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.editor import Editor

# The language whose pictures are taken; empty: none are.
TAKING = os.environ.get("GUIDE_PICTURES", "")
FOLDER = Path(__file__).resolve().parent.parent.parent / "static" / "img" / "guide"
LARGEST = 60_000  # bytes
WIDEST = 1500  # pixels
MARGIN = 12.0
# Pixels of a picture for one of the page's: readable where the guide shows it smaller.
SHARPNESS = 1.5


def take(name: str, person: Editor, *parts: Locator) -> None:
    """Keeps what of the window is around `parts` as the picture `name` in the language of `person`."""
    for part in parts:
        expect(part).to_be_visible()
    if not TAKING:
        return
    person.page.mouse.move(0, 0)
    taken = person.page.screenshot(clip=_around(person, parts), animations="disabled")
    path = FOLDER / person.language / f"{name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_small(Image.open(io.BytesIO(taken)).convert("RGB")))


def _around(person: Editor, parts: tuple[Locator, ...]) -> FloatRect:
    boxes = [box for part in parts if (box := part.bounding_box())]
    window = person.page.viewport_size
    assert boxes and window
    left = max(min(box["x"] for box in boxes) - MARGIN, 0)
    top = max(min(box["y"] for box in boxes) - MARGIN, 0)
    right = min(max(box["x"] + box["width"] for box in boxes) + MARGIN, window["width"])
    bottom = min(max(box["y"] + box["height"] for box in boxes) + MARGIN, window["height"])
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _small(picture: Image.Image) -> bytes:
    picture.thumbnail((WIDEST, WIDEST))
    for quality in (85, 70, 55, 40):
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    return written.getvalue()
