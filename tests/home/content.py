"""Small content, in files as the real one. A test changes the text of a file and sets the site up from it."""

from pathlib import Path

SHARED = """
[facts]
helpline_display = "029 54 63 177"
helpline_abroad = "+358 29 546 3177"
emergency = "112"
email = "help@example.org"
exit_url = "https://www.example.org/"
backup_days = 7

[texts.under_18]
fi = "Soita {helpline}."
en = "Call {helpline}."

[[figures]]
date = "2023-12-31"
people = 1563
children = 276
source_fi = "Katsaus"
source_en = "Review"

[[offices]]
kind = "main"
place = "Joutseno"
name_fi = "Joutsenon päätoimisto"
name_en = "Joutseno main office"
"""

FRONT = """
key = "front"
type = "front"
signs_page = "signs"

[fi]
heading = "Pakottaako joku sinua?"
even_if = ["et ole varma"]
write_text = '<p><a href="route:referral_form">Kirjoita</a></p>'
figure = "2023-12-31"
doors = [{ page = "help", title = "Tarvitsen apua" }]

[en]
heading = "Is someone forcing you?"
even_if = ["you are not sure"]
write_text = '<p><a href="route:referral_form">Write</a></p>'
figure = "2023-12-31"
doors = [{ page = "help", title = "I need help" }]
"""

HELP = """
key = "help"
type = "article"
parent = "front"

[fi]
heading = "Tarvitsen apua"
address = "apua"
search_description = "Neuvoa ja apua."
intro = "Voit soittaa."
body = [
  { block = "heading", value = "Soita" },
  { block = "text", value = '<p>Katso <a href="page:signs">merkit</a>. Soita {helpline}.</p>' },
  { block = "helpline" },
  { block = "shared", value = "under_18" },
  { block = "figure", value = "2023-12-31" },
]

[en]
heading = "I need help"
address = "help"
search_description = "Advice and help."
intro = "You can call."
body = [
  { block = "heading", value = "Call" },
  { block = "text", value = '<p>See the <a href="page:signs">signs</a>. Call {helpline}.</p>' },
  { block = "helpline" },
  { block = "shared", value = "under_18" },
  { block = "figure", value = "2023-12-31" },
]
"""

SIGNS = """
key = "signs"
type = "article"
parent = "help"

[fi]
heading = "Merkit"
address = "merkit"
body = [{ block = "steps", value = [{ heading = "Katso", text = "<p>Yksi merkki ei todista mitään.</p>" }] }]

[en]
heading = "Signs"
address = "signs"
body = [{ block = "steps", value = [{ heading = "Look", text = "<p>One sign proves nothing.</p>" }] }]
"""

OFFICES = """
key = "offices"
type = "offices"
parent = "front"

[fi]
heading = "Toimipisteet"
address = "toimipisteet"

[en]
heading = "Offices"
address = "offices"
"""

FILES = {
    "shared.toml": SHARED,
    "pages/00-front.toml": FRONT,
    "pages/10-help.toml": HELP,
    "pages/11-signs.toml": SIGNS,
    "pages/20-offices.toml": OFFICES,
}


def written(folder: Path) -> Path:
    (folder / "pages").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """`folder` with `old` in the file `name` replaced by `new`."""
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return folder
