"""The words beside opened answers: every field and choice of the forms has its own."""

from django import forms

from referrals.forms import ContactForm
from referrals.intake.labels import ANSWER, FACTS, FIELDS, URGENT
from referrals.intake.models import State
from referrals.models import Lane, SealedBy

# contract: the fields of the professionals' form, which come besides those for oneself.
PROFESSIONAL = {
    "organisation",
    "role",
    "referrer_name",
    "referrer_phone",
    "referrer_email",
    "consent",
    "guardian",
    "person_name",
    "person_contact",
}


def test_every_field_of_the_forms_has_a_label_and_none_has_two():
    names = [field.name for field in FIELDS]
    assert sorted(names) == sorted({*ContactForm.base_fields} | PROFESSIONAL)


def test_every_choice_of_the_form_has_words():
    known = {field.name: {value for value, _ in field.choices} for field in FIELDS}
    for name, field in ContactForm.base_fields.items():
        choices = getattr(field, "choices", None) or getattr(field.widget, "choices", ())
        assert {value for value, _ in choices} <= known[name], name


def test_every_fact_beside_a_parcel_has_words():
    known = {fact.name: {value for value, _ in fact.choices} for fact in FACTS}
    assert known["lane"] == set(Lane.values)
    assert known["state"] == set(State.values)
    assert known["sealed_by"] == set(SealedBy.values)


def test_summaries_say_how_to_answer_in_words():
    field = ContactForm.base_fields["contact_method"]
    assert isinstance(field, forms.ChoiceField)
    assert {value for value, _ in ANSWER} == {value for value, _ in field.choices} | {"code"}
    assert {value for value, _ in URGENT} == {value for value, _ in ContactForm.base_fields["urgent_needs"].choices}
