"""Made-up referrals. No person, place of work or event in them is real."""

from dataclasses import dataclass, field
from datetime import timedelta

from referrals.models import Lane


@dataclass(frozen=True)
class Story:
    name: str
    age: timedelta  # how long before the set-up it was sent
    language: str  # of the page
    answers: dict[str, str] = field(repr=False)
    lane: Lane = Lane.NORMAL
    reply: str = field(default="", repr=False)


STORIES = (
    Story(
        name="restaurant",
        age=timedelta(days=3, hours=2),
        language="fi",
        answers={
            "message": (
                "Olen töissä ravintolassa kuutena päivänä viikossa.\n"
                "Palkasta jää minulle melkein mitään, koska pomo sanoo että olen velkaa matkasta.\n\n"
                "En tiedä, saanko lähteä. Mitä voin tehdä?"
            ),
            "about": "me",
            "language": "suomi tai vietnam",
            "interpreter": "yes",
            "contact_method": "none",
            "area": "Pirkanmaa",
            "urgent_needs": "housing,money",
        },
        reply=(
            "Hei. Kiitos, että kirjoitit. Voit soittaa meille milloin vain, myös nimettömästi.\n"
            "Soita, kun sinulla on rauhallinen hetki. Kerromme, mitä apua voit saada. Päätät itse, mitä teet."
        ),
    ),
    Story(
        name="friend",
        age=timedelta(days=1, hours=5),
        language="en",
        answers={
            "message": (
                "I am worried about a friend. Someone else keeps her phone and answers for her. "
                "She says it is fine, but she never comes out alone. How can I help without making it worse?"
            ),
            "about": "someone_else",
            "person_knows": "not_safe_to_ask",
            "language": "English",
            "contact_method": "email",
            "email": "worried@example.org",
            "safe_times": "Any time. Only I read this address.",
            "say_who_we_are": "no",
        },
    ),
    Story(
        name="cleaning",
        age=timedelta(hours=20),
        language="en",
        answers={
            "message": (
                "أعمل في التنظيف منذ سبعة أشهر. صاحب العمل أخذ جواز سفري وقال إنه سيعيده لاحقا.\n"
                "لا أعرف القانون هنا. هل يمكنكم مساعدتي؟ 🙏"
            ),
            "about": "me",
            "language": "العربية",
            "interpreter": "yes",
            "contact_method": "sms",
            "phone": "٠٤٠ ٥٥٥ ٠١٢٣",
            "safe_times": "بعد الساعة 18",
            "leave_message": "no",
            "urgent_needs": "safety",
        },
    ),
    Story(
        name="young",
        age=timedelta(hours=4),
        language="fi",
        answers={
            "message": "Olen 16. En halua kertoa kaikkea täällä. Voinko soittaa teille niin ettei kukaan saa tietää?",
            "under_18": "yes",
            "contact_method": "i_will_call",
            "no_code": "yes",
        },
    ),
    Story(
        name="held",
        age=timedelta(hours=1),
        language="en",
        answers={"message": "hello hello hello is this working, I need help with papers, hello"},
        lane=Lane.HELD,
    ),
)
