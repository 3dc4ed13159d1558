"""Run under `tests.settings_scratch`: adds the languages to an empty database, makes one page in all four languages
in the editor, and prints what is served as a JSON object: path -> [status, body].
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - models exist only after the set-up above
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from accounts.roles import Role  # noqa: E402
from tests.pages.editing import create, errors, text_of  # noqa: E402
from tests.pages.trees import a_front_page  # noqa: E402
from tests.people import signed_in  # noqa: E402

ADDED = {
    "heading_sv": "Jag behöver hjälp",
    "heading_ar": "أحتاج إلى مساعدة",
    "body_sv": text_of("Du kan ringa."),
    "body_ar": text_of("يمكنك الاتصال."),
    "intro_fi": "Suomeksi vain.",
    "address_ar": "help",
    "address_sv": "",
}
EMPTY = ("intro", "easy_intro", "search_title", "description")
ADDED |= {f"{name}_{code}": "" for name in EMPTY for code in ("sv", "ar")}
ADDED |= {f"easy_body_{code}": text_of(words) for code, words in (("sv", "Ring oss."), ("ar", "اتصل بنا."))}
PAGES = ("/sv/jag-behover-hjalp/", "/ar/help/", "/en/i-need-help/", "/sv/jag-behover-hjalp/easy/", "/ar/help/easy/")
PATHS = ("/sv/", "/ar/", *PAGES, "/ar/card/", "/sitemap.xml")

if __name__ == "__main__":
    call_command("makemigrations", "home", "pages", name="two_languages_more", stdout=sys.stderr)
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check_changes=True, stdout=sys.stderr)
    call_command("createcachetable")
    setup_test_environment()
    front_page = a_front_page(heading_sv="Tvingar någon dig?", heading_ar="هل يجبرك أحد؟")
    response = create(signed_in(Role.PUBLISHER), front_page, **ADDED)
    if response.status_code != 302:
        raise SystemExit(f"The editor refused the page: {errors(response)}")
    answers = ((path, Client().get(path)) for path in PATHS)
    print(json.dumps({path: [answer.status_code, answer.content.decode()] for path, answer in answers}))  # noqa: T201
