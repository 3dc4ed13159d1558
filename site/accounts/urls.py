"""Sign-in. Only what is used: no sign-up, no reset by mail, no code by mail, no other site's account."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.start, name="account_start"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("invitation/codes/", views.recovery_codes_once, name="account_recovery_codes_once"),
    path("invitation/<str:account>/<str:token>/", views.invitation, name="account_invitation"),
]
