"""What a member of staff fills in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.staff import ROLES


class RoleForm(forms.Form):
    """A role of the editor."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in ROLES])


class InvitationForm(RoleForm):
    """Whom an administrator invites."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("With it they sign in. Others see it beside what they write."),
        max_length=User._meta.get_field("username").max_length,
        validators=User._meta.get_field("username").validators,
    )
    field_order = ("username", "role")


class EnrolmentForm(forms.Form):
    """The answer to an invitation: a password, typed twice, and the first code of the authenticator app."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 14 characters. A password manager can make and keep it."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        again = answers.get("password_again")
        if "password" in answers and again and again != answers["password"]:
            self.add_error("password_again", ValidationError(_("This is not the same password.")))
        return answers
