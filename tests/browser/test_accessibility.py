"""axe finds nothing: every public page, both languages, light and dark, narrow and wide."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parent.parent.parent / "node_modules/axe-core/axe.min.js").read_text()
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
# All default rules, and the ones that axe leaves out unless asked: contrast 7:1 and target size.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}


def violations(page: Page) -> list[str]:
    found = page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})" for rule in found for node in rule["nodes"]
    ]


def test_no_public_page_has_a_violation(visitor, addresses):
    page = visitor.new_page(bypass_csp=True)
    found = []
    for path in addresses:
        page.goto(visitor.origin + path)
        page.add_script_tag(content=AXE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found += [f"{path} {width} {scheme} {violation}" for violation in violations(page)]
    assert not found, "\n".join(found)


def test_no_page_is_wider_than_a_small_phone(visitor, addresses):
    page = visitor.new_page(viewport={"width": 320, "height": 568})
    wide = []
    for path in addresses:
        page.goto(visitor.origin + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{path} is {width} wide")
    assert not wide, wide
