"""What the forms ask, and what is valid. Only the message is required, and nothing is chosen beforehand.

The text of an answer is kept as it was typed; only line ends become LF. Answers that are listed choices must be
one of the list; everything else is free text, because a number or an address that looks wrong may be all a
person has.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from referrals import receipts

LONGEST_MESSAGE = 10_000  # characters, line ends counted once
LONGEST_ANSWER = 2_000

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
ABOUT = [("me", _("About me")), ("someone_else", _("About someone else"))]
PERSON_KNOWS = [
    ("yes", _("Yes")),
    ("no", _("No")),
    ("not_safe_to_ask", _("It is not safe to ask")),
]
CONTACT_METHODS = [
    ("none", _("You do not contact me. I come back to this site and read your reply with a number")),
    ("i_will_call", _("You do not contact me. I will call you")),
    ("call", _("Call me")),
    ("sms", _("Send a text message")),
    ("email", _("Send an e-mail")),
    ("via_person", _("Contact me through another person")),
]
URGENT_NEEDS = [
    ("safety", _("I need a safe place")),
    ("housing", _("I have nowhere to sleep")),
    ("health", _("I need a doctor or a nurse")),
    ("money", _("I have no money for food or medicine")),
]
# The answer that says where to reach the person, for each method that needs one.
CONTACT_FIELD = {"call": "phone", "sms": "phone", "email": "email", "via_person": "via_person"}

_MANY_DIGITS = re.compile(r"\d(?:[\s\-\u2010-\u2015]*\d){23,}")


class FreeText(forms.CharField):
    """Text exactly as typed, line ends as LF. No character is refused."""

    def __init__(self, *, longest: int = LONGEST_ANSWER, rows: int = 1, **kwargs: Any) -> None:
        widget = forms.Textarea if rows > 1 else forms.TextInput
        super().__init__(strip=False, widget=kwargs.pop("widget", widget), **kwargs)
        too_long = _("This is longer than %(limit_value)s characters (%(show_value)s). Please make it shorter.")
        # Replaces the validators of a CharField: they refuse the character NUL.
        self.validators = [MaxLengthValidator(longest, message=too_long)]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Choice(forms.ChoiceField):
    """One of a list, shown as radio buttons with none of them chosen."""

    def __init__(self, choices: list, **kwargs: Any) -> None:
        message = {"invalid_choice": _("Choose one of the answers in the list.")}
        super().__init__(choices=choices, widget=forms.RadioSelect, required=False, error_messages=message, **kwargs)


class Several(forms.MultipleChoiceField):
    """Any of a list; something else than the list is kept as well. Cleaned to one text, separated by commas."""

    def __init__(self, choices: list, **kwargs: Any) -> None:
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def validate(self, value: list[str]) -> None:
        if sum(map(len, value)) > LONGEST_ANSWER:
            raise ValidationError(_("Please choose from the list."))

    def clean(self, value: Any) -> str:
        return ",".join(super().clean(value))


class Tick(forms.CharField):
    """A box to tick. Cleaned to "yes" or "", whatever value the browser sends for a ticked box."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxInput, **kwargs)

    def clean(self, value: Any) -> str:
        return "" if value in (None, False, "", "no", "False", "false", "off", "0") else "yes"


class ContactForm(forms.Form):
    """For oneself or for someone close."""

    name = "self"  # as in the token and on the page

    message = FreeText(
        label=_("What do you want to tell us?"),
        help_text=_("Say only what you want to. A few words are enough. You do not need to give your name."),
        longest=LONGEST_MESSAGE,
        rows=8,
        error_messages={"required": _("Write a few words to us. This is the only thing we need.")},
    )
    language = FreeText(
        label=_("Which language do you want to use?"),
        help_text=_("We use it when we answer."),
        required=False,
    )
    interpreter = FreeText(
        label=_("Do you need an interpreter?"),
        help_text=_("It costs you nothing."),
        required=False,
        widget=forms.RadioSelect(choices=YES_NO),
    )
    contact_method = Choice(
        CONTACT_METHODS,
        label=_("How can we answer you?"),
        help_text=_("Choose only a way that is safe for you. You can also leave this out."),
    )
    phone = FreeText(
        label=_("Phone number"),
        help_text=_(
            "We use it only if you asked us to call or to send a text message. Does someone else see this phone?"
        ),
        required=False,
    )
    email = FreeText(
        label=_("E-mail address"),
        help_text=_("We use it only if you asked for an e-mail. Can someone else read it?"),
        required=False,
    )
    via_person = FreeText(
        label=_("Who can we contact, and how?"),
        help_text=_("Give a person you trust, and their phone number or e-mail address."),
        required=False,
        rows=3,
    )
    safe_times = FreeText(
        label=_("When is it safe to contact you?"),
        help_text=_("For example: weekdays before noon. We try to follow this."),
        required=False,
    )
    say_who_we_are = Choice(
        YES_NO,
        label=_("May we say who we are?"),
        help_text=_("If you leave this out, we do not say where we are calling from."),
    )
    leave_message = Choice(
        YES_NO,
        label=_("May we leave a message if you do not answer?"),
        help_text=_("If you leave this out, we leave no message."),
    )
    others_see = FreeText(
        label=_("Does someone else see your phone or your messages?"),
        help_text=_("We ask so that our answer does not put you in danger."),
        required=False,
    )
    safe_word = FreeText(
        label=_("A word by which you know us"),
        help_text=_("We say this word first, so you know that it is us. Choose any word."),
        required=False,
    )
    about = Choice(
        ABOUT,
        label=_("Is this about you or about someone else?"),
        help_text=_("We ask so that we write to the right person."),
    )
    person_knows = Choice(
        PERSON_KNOWS,
        label=_("If this is about someone else: does the person know that you write?"),
        help_text=_("Do not give the name without permission. Ask first, if that is safe."),
    )
    area = FreeText(
        label=_("Where in Finland are you?"),
        help_text=_("A town or a region is enough. We ask so that we can find help near you."),
        required=False,
    )
    under_18 = Choice(
        YES_NO,
        label=_("Are you under 18?"),
        help_text=_("We ask so that we can help in the right way."),
    )
    urgent_needs = Several(
        URGENT_NEEDS,
        label=_("What do you need first?"),
        help_text=_("If you are in danger now, call 112. Do not wait for our answer."),
    )
    no_code = Tick(
        label=_("I do not want a reply number"),
        help_text=_("Then you cannot read our reply on this site."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and holds_a_reply_number(value):
                self.add_error(
                    name,
                    _(
                        "There is a reply number in this answer. Please take it out:"
                        " anyone who has the number can read our reply."
                    ),
                )
        return cleaned

    def answers(self) -> dict[str, str]:
        """The filled answers of a valid form, by field name, as they are to be sealed."""
        return {name: value for name, value in self.cleaned_data.items() if value}


def holds_a_reply_number(text: str) -> bool:
    """Is there a valid reply number among the digits of `text`?"""
    for run in _MANY_DIGITS.findall(text):
        digits = re.sub(r"\D", "", run)
        for start in range(len(digits) - receipts.LENGTH + 1):
            try:
                receipts.read_code(digits[start : start + receipts.LENGTH])
            except receipts.BadCode:
                continue
            return True
    return False


class ReplyForm(forms.Form):
    """The reply number, as typed."""

    code = FreeText(
        label=_("Reply number"),
        help_text=_("24 digits. Spaces and dashes do not matter."),
        error_messages={"required": _("Write the reply number here. It has 24 digits.")},
    )

    def clean_code(self) -> str:
        try:
            return receipts.read_code(self.cleaned_data["code"])
        except receipts.BadCode as error:
            raise ValidationError(_explain(error.missing)) from None


def _explain(missing: int | None) -> Any:
    if missing is None:
        return _("A reply number has only digits. Please check what you wrote.")
    if missing > 0:
        message = ngettext(
            "%(count)s digit is missing. A reply number has 24.",
            "%(count)s digits are missing. A reply number has 24.",
            missing,
        )
        return ValidationError(message, params={"count": missing})
    if missing < 0:
        message = ngettext(
            "There is %(count)s digit too many. A reply number has 24.",
            "There are %(count)s digits too many. A reply number has 24.",
            -missing,
        )
        return ValidationError(message, params={"count": -missing})
    return _("One of the digits is wrong. Please check the number.")
