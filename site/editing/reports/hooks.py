"""The reports in Wagtail's menu, and their addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from editing.reports.base import WORK_ON_PAGES, Report
from editing.reports.confirm import ConfirmReport
from editing.reports.failures import FailuresReport
from editing.reports.language import LanguageReport
from editing.reports.links import LinksReport
from editing.reports.review import ReviewReport
from editing.reports.still_right import still_right
from editing.reports.translation import TranslationReport

# In the order of the menu: what is most often due comes first, before Wagtail's own, which begin at 700.
REPORTS: tuple[type[Report], ...] = (
    ReviewReport,
    TranslationReport,
    LinksReport,
    ConfirmReport,
    LanguageReport,
    FailuresReport,
)


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_pages(request)


def works_on_pages(request: HttpRequest) -> bool:
    return page_permission_policy.user_has_any_permission(request.user, WORK_ON_PAGES)


def _register(report: type[Report], order: int) -> None:
    @hooks.register("register_reports_menu_item")
    def item() -> MenuItem:
        return ReportMenuItem(
            report.page_title, report.url(), name=report.name, icon_name=report.header_icon, order=order
        )


for place, one in enumerate(REPORTS):
    _register(one, 100 + place)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    patterns = []
    for report in REPORTS:
        patterns += [
            path(f"{report.name}/", report.as_view(), name=report.name),
            path(f"{report.name}/results/", report.as_view(results_only=True), name=f"{report.name}_results"),
        ]
    patterns.append(path("translation/<int:page>/<slug:version>/", still_right, name="still_right"))
    return [path("reports/", include((patterns, "editing"), namespace="editing"))]
