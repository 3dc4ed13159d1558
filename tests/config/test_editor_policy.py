"""Which inline scripts of Wagtail's may run, and that we know all that there are."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from wagtail.admin.panels import InlinePanel, Panel
from wagtail.contrib.settings.registry import registry as settings_of_site
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from accounts.roles import Role
from config.editor_policy import AllowInitialisers, script_hashes
from config.headers import SCRIPT_HASHES
from tests.pages.trees import a_front_page, an_article
from tests.people import signed_in

CHANGED = (
    "Wagtail has changed its inline scripts. Look at what each new one does: if it only calls a function with JSON and"
    " a screen of ours has it, name the function in config.editor_policy.INITIALISERS; if it is in a screen that we"
    " have and does more, it stays blocked and that screen needs another way. Then correct this list. Where: %s"
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)
HANDLER = re.compile(r"<[^>]*\s(on[a-z]{3,})\s*=", re.IGNORECASE)

# Every inline script of the templates of the Wagtail that is installed, with spaces taken out of it.
IN_TEMPLATES = {
    "wagtailadmin/panels/inline_panel.html": (
        '(function(){varpanel=newInlinePanel(JSON.parse("{{options_json|escapejs}}"));})();'
    ),
    "wagtailadmin/panels/multiple_chooser_panel.html": (
        '(function(){varpanel=newMultipleChooserPanel(JSON.parse("{{options_json|escapejs}}"));})();'
    ),
    "wagtailadmin/widgets/date_input.html": (
        'initDateChooser("{{widget.attrs.id|escapejs}}",{{widget.config_json|safe}});'
    ),
    "wagtailadmin/widgets/datetime_input.html": (
        'initDateTimeChooser("{{widget.attrs.id|escapejs}}",{{widget.config_json|safe}});'
    ),
    "wagtailadmin/widgets/time_input.html": (
        'initTimeChooser("{{widget.attrs.id|escapejs}}",{{widget.config_json|safe}});'
    ),
}
IN_CODE = {"admin/widgets/chooser.py": 'out = f"{widget_html}<script>{js}</script>"'}


def sha256(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


# --- What Wagtail writes ---


def wagtails_templates() -> list[Path]:
    """Those of the parts of Wagtail that are installed; the style guide of its makers apart."""
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("wagtail")]
    return [path for folder in folders for path in folder.rglob("*.html")]


def test_every_inline_script_of_wagtail_s_templates_is_known():
    found = {}
    for path in wagtails_templates():
        for script in INLINE.findall(path.read_text()):
            found[str(path).partition("templates/")[2]] = re.sub(r"\s+", "", script)
    assert found == IN_TEMPLATES, CHANGED % sorted(set(found) ^ set(IN_TEMPLATES))


def test_wagtail_s_templates_have_no_inline_event_handlers():
    found = {str(path): HANDLER.findall(path.read_text()) for path in wagtails_templates()}
    assert not {path: names for path, names in found.items() if names}


def test_every_inline_script_of_wagtail_s_code_is_known():
    root = Path(wagtail.__file__).parent
    found = {
        str(path.relative_to(root)): line.strip()
        for path in root.rglob("*.py")
        if "tests" not in path.parts and "test" not in path.parts and not path.name.startswith("test")
        for line in path.read_text().splitlines()
        if "<script>" in line
    }
    assert found == IN_CODE, CHANGED % sorted(set(found) ^ set(IN_CODE))


# --- What is allowed ---


@pytest.mark.parametrize(
    "script",
    [
        'initDateChooser("id_date", {"dayOfWeekStart": 1, "format": "j.n.Y"});',
        'initDateTimeChooser("id_go_live_at", {"format": "Y-m-d H:i", "formatTime": "H:i"});',
        'new PageChooser("id_page\\u002D1", {"modelNames": ["wagtailcore.page"], "canChooseRoot": false, "a": null});',
        'new SnippetChooser("id_figure", {"modalUrl": "/editor/snippets/choose/pages/figure/"});',
        'initDateChooser("id", {"words": "ääni {{[(;);)]}}"});',
    ],
)
def test_an_initialiser_that_calls_with_json_is_allowed(script):
    assert script_hashes(f"<p>Ä</p><script>{script}</script><i>") == [sha256(script)]


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        '<script>initDateChooser("a", {}); alert(1)</script>',
        '<script>alert(1); initDateChooser("a", {});</script>',
        '<script>initDateChooser("a", {}); alert(1); initDateChooser("b", {});</script>',
        '<script>initDateChooser("a", {"b": alert(1)});</script>',
        '<script>initDateChooser("a", {b: 1});</script>',
        "<script>initDateChooser('a', {});</script>",
        '<script>initDateChooser(`a`, {"b": 1});</script>',
        '<script>initDateChooser("a");</script>',
        '<script>initDateChooser("a", "b");</script>',
        "<script>initDateChooser({}, {});</script>",
        '<script>initDateChooser("a", {}, alert(1));</script>',
        '<script>initDateChooser("a", {}, {});</script>',
        '<script>initDateChooser("a", {"b": NaN});</script>',
        '<script>initDateChooser("a", {"b": Infinity});</script>',
        '<script>initDateChooser("a", {"b": 1} /* c */);</script>',
        '<script>initDateChooser("a" + alert(1), {});</script>',
        '<script>initDateChooser("a", {})</script>',
        '<script>initDateChooser("a", {}); </script>',
        '<script> initDateChooser("a", {});</script>',
        '<script>initDateChooser("a", {"b": "<!--<script>"});</script>',
        '<script>xinitDateChooser("a", {});</script>',
        '<script>new Image("a", {});</script>',
        '<script>new PageChooser.constructor("a", {});</script>',
        '<script>PageChooser("a", {});</script>',
        '<script>new InlinePanel("a", {});</script>',
        '<script type="module">initDateChooser("a", {});</script>',
        '<script>initDateChooser("a", ' + "[" * 100_000 + ");</script>",
    ],
    ids=range(28),
)
def test_nothing_else_is(page):
    assert script_hashes(page) == []


def test_each_is_named_once():
    one, other = 'initDateChooser("a", {});', 'initDateChooser("b", {});'
    page = "".join(f"<script>{script}</script>" for script in (one, other, one))
    assert script_hashes(page) == [sha256(one), sha256(other)]


def handed_over(path: str, response: HttpResponse) -> str | None:
    return AllowInitialisers(lambda request: response)(RequestFactory().get(path)).get(SCRIPT_HASHES)


SCRIPT = b'<script>initDateChooser("a", {});</script>'


def test_only_pages_of_the_editor_hand_hashes_over():
    hashes = sha256('initDateChooser("a", {});')
    assert handed_over("/editor/pages/", HttpResponse(SCRIPT)) == hashes
    assert handed_over("/editor/pages/", HttpResponse(b"<p>")) is None
    assert handed_over("/editor/pages/", HttpResponse(SCRIPT, content_type="application/json")) is None
    assert handed_over("/editor/pages/", StreamingHttpResponse([SCRIPT])) is None
    for path in ("/en/", "/en/contact/", "/intake/", "/account/login/"):
        assert handed_over(path, HttpResponse(SCRIPT)) is None


@pytest.mark.django_db
def test_every_inline_script_of_our_screens_is_handed_over():
    front_page = a_front_page()
    article, publisher = an_article(front_page), signed_in(Role.PUBLISHER)
    pages = [f"{front_page.pk}/", f"{front_page.pk}/edit/", f"{article.pk}/edit/", f"{article.pk}/move/"]
    for path in [*(f"pages/{page}" for page in pages), "snippets/pages/figure/add/", "redirects/add/"]:
        response = publisher.get(f"/editor/{path}")
        inline = INLINE.findall(response.content.decode())
        assert inline, path
        assert {sha256(script) for script in inline} == set(response.headers[SCRIPT_HASHES].split()), path


def every_panel(panel: Panel) -> list[Panel]:
    return [panel, *(found for child in getattr(panel, "children", []) for found in every_panel(child))]


def test_no_form_of_ours_adds_rows_whose_scripts_its_page_does_not_know():
    forms = [model.get_edit_handler() for model in get_page_models()]
    forms += [model.snippet_viewset.get_edit_handler() for model in get_snippet_models()]
    forms += [get_setting_edit_handler(model) for model in settings_of_site]
    panels = [panel for form in forms for panel in every_panel(form)]
    assert len(panels) > 50
    assert not [panel for panel in panels if isinstance(panel, InlinePanel)]
