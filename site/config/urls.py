"""Every address of the site. The tree of pages comes last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.functional import lazy
from django.utils.translation import get_language
from wagtail import urls as wagtail_urls

from accounts.editor_urls import closed
from config import health
from config.addresses import address
from home import views as home
from home.search.views import search
from pages import views as pages
from referrals import views as referrals


def localized(name: str, ending: str = "/"):
    """The path of a fixed address in the active language, from the one table of addresses."""
    return lazy(lambda: address(name, get_language() or "fi") + ending, str)()


urlpatterns = [
    path("", home.start, name="start"),
    path("exit/", home.leave, name="exit"),
    path("robots.txt", home.robots, name="robots"),
    path("sitemap.xml", home.sitemap, name="sitemap"),
    path(".well-known/security.txt", home.security_txt, name="security_txt"),
    re_path(r"^media/images/(?P<name>(?a:\w[\w.-]*))$", pages.picture, name="picture"),
    re_path(r"^media/documents/(?P<name>[0-9a-f]+\.pdf)$", pages.pdf, name="pdf"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("account/", include("accounts.urls")),
    path("editor/", include("accounts.editor_urls")),
    path("intake/", include("referrals.intake.urls")),
    *i18n_patterns(
        path(localized("referral_form"), referrals.referral_form, name="referral_form"),
        path(localized("professional_form"), referrals.professional_form, name="professional_form"),
        path(localized("thank_you"), referrals.thank_you, name="thank_you"),
        path(localized("reply"), referrals.reply, name="reply"),
        path(localized("search"), search, name="search"),
        path(localized("help_card"), home.help_card, name="help_card"),
        path(localized("figures", ""), pages.figures, name="figures"),
        # Wagtail's sign-in for private pages: a password alone would do, and there are no private pages.
        path("_util/<path:rest>", closed),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
