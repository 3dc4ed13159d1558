"""The configuration of nginx follows from the settings and from the one tuple of headers."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from config import nginx
from config.addresses import ADDRESSES, address
from config.headers import HTTPS_ONLY, PUBLIC


@pytest.fixture(autouse=True)
def in_earnest(settings, tmp_path):
    settings.PUBLIC_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = ["www.example.org"]
    settings.HOST, settings.PORT = "127.0.0.1", 8000
    settings.BAKED_DIR = tmp_path / "data/baked"


def test_the_committed_headers_are_those_of_the_tuple():
    assert nginx.drifted() == []
    call_command("nginx_headers", check=True)


def test_headers_that_drifted_are_named(monkeypatch):
    monkeypatch.setattr(nginx, "PUBLIC", PUBLIC[1:])
    with pytest.raises(CommandError, match="headers-http.conf, headers-https.conf"):
        call_command("nginx_headers", check=True)


def test_without_tls_nothing_says_that_there_is_always_tls():
    made = nginx.header_files()
    for name, value in set(PUBLIC) - set(HTTPS_ONLY):
        assert all(f'add_header {name} "{value}" always;\n' in text for text in made.values())
    for name, value in HTTPS_ONLY:
        assert f'add_header {name} "{value}" always;\n' in made["headers-https.conf"]
        assert name not in made["headers-http.conf"]


def test_a_header_that_nginx_would_read_otherwise_is_refused(monkeypatch):
    monkeypatch.setattr(nginx, "PUBLIC", (("X-Price", "5$"),))
    with pytest.raises(ImproperlyConfigured, match="X-Price: 5"):
        nginx.header_files()


def test_in_earnest_it_listens_with_tls_and_leads_there():
    text = nginx.configuration()["site.conf"]
    assert "listen 443 ssl http2 default_server;" in text
    assert "return 301 https://www.example.org$request_uri;" in text
    assert 'ssl_certificate "/etc/letsencrypt/live/www.example.org/fullchain.pem";' in text
    assert 'ssl_certificate_key "/srv/own.key";' in nginx.configuration("/srv/own.pem", "/srv/own.key")["site.conf"]


def test_a_demonstration_is_served_to_this_machine_only(settings):
    settings.PUBLIC_URL = "http://localhost:8080"
    text = nginx.configuration()["site.conf"]
    assert [line.strip() for line in text.splitlines() if line.strip().startswith("listen ")] == [
        "listen 127.0.0.1:8080 default_server;"
    ]
    assert "headers-https" not in text and "ssl" not in text


def test_every_fixed_address_of_every_language_is_known():
    text = nginx.configuration()["site.conf"]
    for name in ADDRESSES:
        for language in ("fi", "en"):
            assert address(name, language).replace(".", r"\.") in text
    assert "^/(?:editor|intake|account|health)/" in text


def test_names_are_given_as_nginx_takes_them(settings):
    settings.ALLOWED_HOSTS = [".example.org", "example.org", "WWW.example.com", "www.example.com", "[::1]"]
    text = nginx.configuration()["site.conf"]
    assert [line.strip() for line in text.splitlines() if line.endswith(" 1;") and "~" not in line] == [
        ".example.org 1;",
        "[::1] 1;",
        "www.example.com 1;",
    ]
    settings.ALLOWED_HOSTS = ["*"]
    assert 'default "1";' in nginx.configuration()["site.conf"]


@pytest.mark.parametrize(("host", "expected"), [("0.0.0.0", "127.0.0.1"), ("[::1]", "[::1]"), ("::", "[::1]")])
def test_the_application_is_asked_where_it_listens(settings, host, expected):
    settings.HOST = host
    assert f"proxy_pass http://{expected}:8000;" in nginx.configuration()["site.conf"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PUBLIC_URL", "", "Set PUBLIC_URL to the address that nginx is to answer at."),
        ("PUBLIC_URL", "http://localhost:8000", "PORT must be another"),
        ("BAKED_DIR", "/srv/$data", "nginx cannot be told of /srv/.data; choose a name of letters"),
    ],
)
def test_what_cannot_be_is_said(settings, tmp_path, name, value, sentence):
    setattr(settings, name, value)
    with pytest.raises(CommandError, match=sentence):
        call_command("nginx", str(tmp_path / "site"))


def test_the_command_writes_all_of_it(tmp_path, settings):
    call_command("nginx", str(tmp_path / "new/site"))
    assert {path.name for path in (tmp_path / "new/site").iterdir()} == {
        "site.conf",
        "headers-http.conf",
        "headers-https.conf",
        "redirects.sh",
        "site-redirects.path",
        "site-redirects.service",
    }
    assert f"PathChanged={settings.BAKED_DIR}/redirects.map" in (tmp_path / "new/site/site-redirects.path").read_text()


@pytest.mark.parametrize(("mode", "said"), [(0o700, "Nobody but its owner can enter"), (0o710, ""), (0o755, "")])
def test_a_data_folder_that_nginx_cannot_enter_is_said(tmp_path, settings, capsys, mode, said):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.DATA_DIR.chmod(mode)
    call_command("nginx", str(tmp_path / "site"))
    err = capsys.readouterr().err
    assert err.startswith(said) and bool(err) == bool(said)


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written to"):
        call_command("nginx", str(tmp_path / "file/site"))
