"""Every setting of the site. Safe when nothing is set: development and demonstration are opted into.

What an operator may set is read through `config.env`; README lists each name.
"""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import env
from config.sqlite import ExistingFile

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- What kind of installation this is ---

DEBUG = env.boolean("DEBUG")
DEMO = env.boolean("DEMO")
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).absolute()
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, least=1, most=65535)
PUBLIC_URL = env.origin("PUBLIC_URL", f"http://localhost:{PORT}" if DEMO or DEBUG else "")

# --- Secrets ---

DEMO_KEY_MARK = "demonstration-only-"


def _secret(name: str) -> str:
    """The secret `name`; in a demonstration made once, marked, and kept in the data folder."""
    value = env.text(name)
    if not value and DEMO:
        path = DATA_DIR / f"demo-{name.lower().replace('_', '-')}"
        if not path.exists():
            DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                pass  # another process of the same start made it first
            else:
                with os.fdopen(handle, "w") as file:
                    file.write(DEMO_KEY_MARK + secrets.token_urlsafe(48))
        value = path.read_text().strip()
    if len(value) < 32:
        raise ImproperlyConfigured(
            f"{name} must be at least 32 characters of random text; make one with:"
            ' python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if value.startswith(DEMO_KEY_MARK) and not DEMO:
        raise ImproperlyConfigured(f"{name} was made for a demonstration; make a new one, or set DEMO=1.")
    return value


SECRET_KEY = _secret("SECRET_KEY")
RECEIPT_PEPPER = _secret("RECEIPT_PEPPER")

# --- Hosts ---

DEMO_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = DEMO_HOSTS if DEMO else env.words("ALLOWED_HOSTS", tuple(DEMO_HOSTS) if DEBUG else ())
APPEND_SLASH = True

# --- Applications ---

INSTALLED_APPS = [
    # Before everything that has models: it patches the classes it is told of.
    "modeltranslation",
    "config",
    "accounts",
    "baking",
    "editing",
    "home",
    "home.search",
    "pages",
    "referrals",
    "referrals.intake",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.middleware.PublicPagesCarryNoCookie",
    "config.middleware.DemonstrationStaysAtHome",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageOfTheAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorRequired",
    "config.editor_policy.AllowInitialisers",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# Every path that a member of staff signs in to. Everything else is public.
STAFF_PATHS = ("/editor/", "/intake/", "/account/")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "home.context.every_page",
            ],
        },
    }
]

# --- Database: an acknowledged referral survives a power cut ---

DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{quote(str(DATA_DIR / 'site.sqlite3'))}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "factory": ExistingFile,
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # Cut the power at any moment and no acknowledged commit is lost: write-ahead logging with
        # synchronous=NORMAL, the usual advice, loses half of them.
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON;",
    }
    # Tests run on a file: an in-memory database is neither durable nor shared between processes.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "config.postgresql"
    # A connection is made for each request, and given up after 3 s: a thread that asked a server that hangs over a
    # connection kept from before would wait for ever, and keep baked pages waiting. Nor is a lock waited for for ever.
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c synchronous_commit=on -c lock_timeout=10s",
        "connect_timeout": 3,
    }
else:
    raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgresql://.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache: staff only; nothing of a visitor goes in ---

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://.")
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # Two sites that share one Redis share none of its entries: Wagtail keeps paths of its tree there.
            "KEY_PREFIX": hashlib.sha256(DATABASE_URL.encode()).hexdigest()[:16],
        }
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "staff_cache",
            # Django's 300 would let a stranger push used codes and counted guesses out by trying many names.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    )
}

# --- Languages ---

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("en", "English")]
# As link previews spell them; a language may lack one.
LOCALES = {"fi": "fi_FI", "en": "en_GB"}
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

MODELTRANSLATION_DEFAULT_LANGUAGE = "fi"
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField", "RichTextField")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fi",)

# --- Static files ---

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads anything of this one
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
BAKED_DIR = DATA_DIR / "baked"  # published pages as files; see baking.manifest

# --- What a visitor sends stays in memory ---

# The last refuses every file that reaches it. An empty list would mean Django's defaults, which write to disk.
FILE_UPLOAD_HANDLERS = ["config.uploads.EditorsFileInMemory", "config.uploads.NoFileUploadHandler"]
# What an editor's longest page needs; public forms take less, see `config.limits`.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
LARGEST_UPLOAD = 10 * 1024 * 1024  # bytes of a picture or PDF of an editor

# --- Staff: sessions, sign-in, second factor ---

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.sign_in.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60  # seconds that an invitation is good for; passwords are not reset by mail
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_start"
SECURE_COOKIES = not (DEMO or DEBUG)
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 10 * 60 * 60  # seconds since sign-in; accounts.middleware ends the session then, used or not
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
# The server itself hears plain http from the web server in front, so it must be told what browsers name as origin.
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the default has a cookie of its own

ACCOUNT_ADAPTER = "accounts.sign_in.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Counted by account, never by address: no address is written anywhere, and staff behind one proxy are many.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "accounts.second_factor.SecretsUnderKey"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A used code is remembered for one period, so a code must not be good for longer.
MFA_TOTP_TOLERANCE = 0

# --- Mail: none is sent unless an address is set ---

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# --- Wagtail ---

WAGTAIL_SITE_NAME = _("Assistance System for Victims of Human Trafficking")
WAGTAILADMIN_BASE_URL = PUBLIC_URL or None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# One clock for everyone; besides, the machine's own list has names that browsers stumble over.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
# Nothing is saved by itself: Publish, pressed while a new page is first saved so, makes a second page.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_FINISH_WORKFLOW_ACTION = "accounts.approved.publish_approved"
# These three call out to the internet, with the editor's address.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_DOCUMENT_MODEL = "pages.PdfDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.pdf_form.PdfForm"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = LARGEST_UPLOAD
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]  # no SVG: it can hold scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = LARGEST_UPLOAD
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 30_000_000  # four bytes each, all in memory for a moment
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.images.PictureForm"

# --- Logging: no visitor's word, path or address ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_visitor_data": {"()": "config.logs.NoVisitorData"}},
    "formatters": {"plain": {"()": "config.logs.PlainFormatter", "format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_visitor_data"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
        "django.request": {"level": "ERROR"},
        # Each saved page would be half a dozen lines.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.logs.NothingOfTheRequest"
