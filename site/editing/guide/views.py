from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editing.guide.chapters import TASKS, language_of_the_guide, written


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """For whoever may enter the editor: its address stands behind the editor's door."""
    language = language_of_the_guide()
    chapters = written(language)
    tasks, more = chapters[: len(TASKS)], chapters[len(TASKS) :]
    return render(request, "editing/guide/guide.html", {"tasks": tasks, "more": more, "language": language})
