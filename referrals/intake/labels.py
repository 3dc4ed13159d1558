"""The words a worker sees beside each opened answer, in the order in which a worker needs them.

The names are those of the forms. A name that is not listed here is shown all the same, under its own name: an
opened answer is never left out.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise
Choices = tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Field:
    """One answer: its name in the sealed body, its label, and the words for its listed values."""

    name: str
    label: Text
    choices: Choices = ()


YES_NO: Choices = (("yes", _("Yes")), ("no", _("No")))

ANSWER: Choices = (
    ("none", pgettext_lazy("how to answer", "No contact, reads the reply with the number")),
    ("code", pgettext_lazy("how to answer", "Reads the reply with the number")),
    ("i_will_call", pgettext_lazy("how to answer", "Will call us")),
    ("call", pgettext_lazy("how to answer", "Call")),
    ("sms", pgettext_lazy("how to answer", "Text message")),
    ("email", pgettext_lazy("how to answer", "E-mail")),
    ("via_person", pgettext_lazy("how to answer", "Through another person")),
)
URGENT: Choices = (
    ("safety", _("Safe place")),
    ("housing", _("Housing")),
    ("health", _("Health care")),
    ("money", _("Money for food or medicine")),
)

FIELDS = (
    Field("message", _("Message")),
    Field("urgent_needs", _("Urgent needs"), URGENT),
    Field("under_18", _("Under 18"), YES_NO),
    Field("about", _("About whom"), (("me", _("The writer")), ("someone_else", _("Someone else")))),
    Field(
        "person_knows",
        _("The person knows of this message"),
        (*YES_NO, ("not_safe_to_ask", _("Not safe to ask"))),
    ),
    Field("language", _("Language")),
    Field("interpreter", _("Interpreter"), YES_NO),
    Field("contact_method", _("How to answer"), ANSWER),
    Field("phone", _("Phone number")),
    Field("email", _("E-mail address")),
    Field("via_person", _("Person to contact")),
    Field("safe_times", _("Safe times")),
    Field("say_who_we_are", _("May say who we are"), YES_NO),
    Field("leave_message", _("May leave a message"), YES_NO),
    Field("others_see", _("Others see the phone or messages")),
    Field("safe_word", _("Safe word")),
    Field("area", _("Area")),
    Field("no_code", _("Wanted no reply number"), YES_NO),
    Field("organisation", _("Organisation")),
    Field("role", _("Role of the professional")),
    Field("referrer_name", _("Name of the professional")),
    Field("referrer_phone", _("Phone number of the professional")),
    Field("referrer_email", _("E-mail address of the professional")),
    Field("consent", _("The person's consent"), (*YES_NO, ("not_asked", _("Not asked")))),
    Field(
        "guardian",
        _("Guardian"),
        (("agrees", _("Agrees")), ("not_safe_to_ask", _("Not safe to ask")), ("none_here", _("No guardian here"))),
    ),
    Field("person_name", _("Name of the person")),
    Field("person_contact", _("Contact details of the person")),
)

# What stands in a sealed summary and beside a parcel, with the words for its values.
FACTS = (
    Field("lane", _("Lane"), (("normal", _("Normal")), ("held", _("Held apart")))),
    Field("state", _("State"), (("new", _("New")), ("opened", _("Opened")), ("answered", _("Answered")))),
    Field(
        "sealed_by",
        _("Sealed"),
        (("browser", _("In the sender's browser")), ("server", _("On our server"))),
    ),
    Field("answer", _("How to answer"), ANSWER),
    Field("urgency", _("Urgent needs"), URGENT),
    Field("under_18", _("Under 18"), YES_NO),
    Field("form", _("Form"), (("self", _("Own contact")), ("professional", _("Professional")))),
    Field("language", _("Page language"), (("fi", _("Finnish")), ("en", _("English")))),
)
