"""The search page. What is looked for is a visitor's word: a local here, and in nothing that is kept."""

from typing import Any

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from config.addresses import offer_languages
from config.errors import unavailable
from config.limits import NOT_KEPT, public_form
from home.search.finding import find
from pages.languages import active_language

LONGEST_QUERY = 200  # characters
WRONG = 422


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What are you looking for?"),
        max_length=LONGEST_QUERY,
        error_messages={
            "required": _("Write a word or two here."),
            "max_length": _("This is too long to look for. Write a word or two."),
        },
    )

    def __init__(self, typed: str | None = None) -> None:
        # The character NUL would be refused in words that help nobody.
        super().__init__(None if typed is None else {"q": typed.replace("\0", " ")})


@public_form
@sensitive_variables()
def search(request: HttpRequest) -> HttpResponse:
    """The box, and under it what was found. Links may carry words in `?q=`; the box itself sends them unseen."""
    offer_languages(request, "search")
    sent = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and "q" not in sent:
        return _page(request, SearchForm())
    form = SearchForm(sent.get("q", ""))
    if not form.is_valid():
        return _page(request, form, status=WRONG)
    try:
        answer = find(form.cleaned_data["q"], active_language())
        return _page(request, form, answer=answer)
    except DatabaseError:
        return unavailable(request)


def _page(request: HttpRequest, form: SearchForm, status: int = NOT_KEPT, **context: Any) -> HttpResponse:
    return render(request, "search/search.html", {"form": form, **context}, status=status)
