from django.http import HttpRequest, HttpResponse


def referral_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=203)


professional_form = thank_you = reply = referral_form
