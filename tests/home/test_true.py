"""Nothing stands on a page that is not known to be so: numbers, dates, law, addresses; and no word that misleads."""

import html
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from home.content import LANGUAGES
from home.content.documents import load
from home.language.passages import passages_of_html
from home.setting_up import set_up_site
from pages.models import Office

FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text())["facts"]
# Not for search engines, so not in the sitemap.
UNLISTED = ("/fi/vastaus/", "/en/reply/", "/fi/kortti/", "/en/card/")
pytestmark = pytest.mark.django_db

_NUMBER_WORDS = {
    # Not "kahden kesken": alone with someone.
    "fi": r"\w+(?<=yksi|aksi|olme|eljä|iisi|uusi|emän|ksan|ksän)toista|kaksi|kahde[nt](?! kesken)\w*|kahta|kaht\w+"
    r"|kolme\w*|neljä\w*|viisi|viide\w+|viittä|kuusi|kuude\w+|seitsemä\w+|kahdeksa\w+|yhdeksä\w+|kymmene\w+"
    r"|kymmentä|sata\w*|satoja|tuha\w+",
    "en": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundreds?|thousands?",
}


def checked(language: str) -> re.Pattern[str]:
    """A number in figures or words, a section sign, an e-mail or web address."""
    return re.compile(
        rf"\S*[\d§]\S*|\S+@\S+|\b[\w-]+\.(?:fi|com|org|net|eu)\b|\b(?:{_NUMBER_WORDS[language]})\b", re.IGNORECASE
    )


def text_of(page: str) -> str:
    """All that a page says: its title, its description, its body, and what screen readers are told besides."""
    head = re.findall(r"<title>(.*?)</title>|<meta name=\"description\" content=\"(.*?)\"", page, re.DOTALL)
    told = re.findall(r"(?:aria-label|alt|title|placeholder)=\"(.*?)\"", page)
    body = "\n".join(passage.text for passage in passages_of_html(page[page.index("<body") :]))
    lines = [*(html.unescape(title or description) for title, description in head), *map(html.unescape, told), body]
    return "\n".join(lines).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def texts(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, dict[str, str]]]:
    """The text of everything that visitors are shown, by language and path."""
    with django_db_blocker.unblock(), transaction.atomic():
        set_up_site()
        visitor = Client()
        urls = re.findall("<loc>(.*?)</loc>", visitor.get("/sitemap.xml").content.decode())
        paths = [urlsplit(url).path for url in urls] + list(UNLISTED)
        found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        for path in paths:
            found[path.split("/")[1]][path] = text_of(visitor.get(path).content.decode())
        yield found
        transaction.set_rollback(True)


def without(text: str, phrases: list[str]) -> str:
    for phrase in sorted(phrases, key=len, reverse=True):
        text = re.sub(rf"(?<![\w§]){re.escape(phrase)}(?![\w§])", "…", text)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_date_section_and_address_is_a_known_fact(texts, language):
    known = [phrase for fact in FACTS for phrase in fact[language]]
    unknown = {
        path: found
        for path, text in texts[language].items()
        if (found := checked(language).findall(without(text, known)))
    }

    assert unknown == {}


def test_a_number_that_is_not_a_fact_is_found():
    for text in ("Soita 0295463177", "vuonna 1999", "36 §", "a@b.fi", "evil.com", "kuusi vuotta", "sataa"):
        assert checked("fi").findall(text), text
    assert checked("en").findall("It takes seven days")
    assert without("12023 on 1.1.2023.", ["1.1.2023"]) == "12023 on …."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_is_on_a_page(texts, language):
    everything = "\n".join(texts[language].values())

    # A fact that no page states is no longer looked after.
    assert [fact["is"] for fact in FACTS if not any(phrase in everything for phrase in fact[language])] == []


def test_every_fact_says_where_it_is_known_from():
    for fact in FACTS:
        assert fact["mark"] in {"given", "public", "site"}, fact
        assert fact["mark"] != "site" or fact["source"], fact


# Each in every inflected form. What stands beside it in the comment is the right word.
MISLEADING = {
    "fi": {
        r"lailli\w+ tunnista\w+": "lainmukainen tunnistaminen",
        r"virallis\w+ tunnista\w+|virallinen tunnista\w+": "lainmukainen tunnistaminen",
        r"lähete(?:ttä\w*)?|lähettee\w*|lähettei\w*": "ohjaaminen, yhteydenotto; hakemus",
        r"täysin": "said of nothing",
        r"aina luottamukselli\w+": "the law may oblige to tell",
        r"emme koskaan": "the law may oblige to tell",
        r"takaamme|lupaamme|taattu\w*": "nothing can be promised",
        r"tulotu\w+": "toimeentulotuki",
        r"turvatalo\w*|suojakoti\w*|suojakod\w+": "turvakoti",
        r"tuki-ihmi\w+|tukiihmi\w+": "tukihenkilö",
        r"(?:mietintä|pohdinta|miettimis)-?a(?:ika|ja)\w*": "harkinta-aika",
        r"auttava\w* puhelin\w*|tukipuhelin\w*|palvelunumero\w*|neuvontapuhelin": "infopuhelin",
        r"pääkonttori\w*|sivukonttori\w*|sivutoimisto\w*|aluetoimisto\w*": "päätoimisto, sivutoimipiste",
        r"holhooja\w*": "huoltaja, edunvalvoja",
        r"lastensuojeluhakemu\w*|lasu-ilmoitu\w*": "lastensuojeluilmoitus",
        r"sote-alue\w*": "hyvinvointialue",
        r"HUS(?!-yhtymä)\w*": "HUS-yhtymä",
        r"tunnusmerk\w+|indikaattori\w*": "merkit",
        r"avustustoim\w+|auttamistoimenpi\w+": "auttamistoimet",
        r"Oulu\w*": "the offices are in Joutseno, Tampere and Helsinki",
    },
    "en": {
        r"official(?:ly)? identif\w+|statutory identif\w+": "legal identification",
        r"always (?:handled )?confidential|completely|fully|guaranteed?|we never": "nothing can be promised",
        r"income support": "social assistance",
        r"safe houses?|refuges?": "shelter",
        r"hotline\w*": "helpline",
        r"recovery and reflection": "reflection period",
        r"Oulu\w*": "the offices are in Joutseno, Tampere and Helsinki",
    },
}


def misleading(text: str, language: str) -> list[str]:
    return [
        match[0]
        for pattern in MISLEADING[language]
        if (match := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_misleads(texts, language):
    found = {path: words for path, text in texts[language].items() if (words := misleading(text, language))}

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "Laillinen tunnistaminen on päätös.",
        "laillisen tunnistamisen",
        "Virallisesta tunnistamisesta",
        "Tee lähete.",
        "lähetteen lähettäminen",
        "Täysin turvallinen",
        "Puhelu on aina luottamuksellinen.",
        "aina luottamuksellista",
        "Emme koskaan kerro.",
        "Oulun toimipiste",
        "HUS järjestää",
    ],
)
def test_a_misleading_word_is_found_in_any_form(text):
    assert len(misleading(text, "fi")) == 1


def test_words_that_only_look_alike_are_not_taken_for_misleading():
    assert misleading("Lähetä viesti. Olet lähettänyt sen. HUS-yhtymä. Toulu.", "fi") == []


def test_the_old_word_for_an_application_is_only_named_as_the_old_one(texts):
    """People search with it, and professionals know it."""
    for text in texts["fi"].values():
        assert re.findall(r"[^.]*\besity\w+[^.]*\.", without(text, ["Aiemmin hakemuksen nimi oli esitys."])) == []


# What the authority has not confirmed yet.
UNCONFIRMED = {
    "fi": (
        r"toipumisa\w+",
        r"\w+ katu \d|katu \d|tie \d|kuja \d",
        r"lehdistö\w*|mediayhteys\w*",
        r"palvelemme (?:myös )?ruotsiksi|ruotsinkieli\w+|på svenska",
        r"infopuhelin on (?:maksuton|ilmainen)",
        r"luemme viestit? (?:päivän|viikon|tunnin|arkisin)",
        r"rikoslai\w+|rikoslaki",
        r"koulutuspyyn\w+",
        r"arkisin|klo \d+",
    ),
    "en": (
        r"recovery period",
        r"\d+ \w+ (?:street|road)",
        r"press (?:contact|officer)",
        r"service in Swedish|på svenska",
        r"the helpline is free|free helpline",
        r"we read messages (?:within|on|every)",
        r"Criminal Code",
        r"training requests?",
        r"weekdays|\d+ ?(?:am|pm)\b",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_unconfirmed_is_public(texts, language):
    patterns = [re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE) for pattern in UNCONFIRMED[language]]
    found = {
        path: matches
        for path, text in texts[language].items()
        if (matches := [match[0] for pattern in patterns if (match := pattern.search(text))])
    }

    assert found == {}


def test_what_waits_for_the_authority_is_left_empty():
    documents = load()

    assert "reading_times" not in documents.facts
    assert not any(office.get("street_address") for office in documents.offices)
    assert {office["place"] for office in documents.offices} == {"Joutseno", "Tampere", "Helsinki"}
    assert {office["kind"] for office in documents.offices} <= set(Office.Kind.values)
