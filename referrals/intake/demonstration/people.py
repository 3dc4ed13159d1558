"""The accounts of the demonstration and the keys of its intake."""

from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, make_account
from referrals import sealing
from referrals.intake import epochs
from referrals.intake.demonstration.age_files import passphrase_file, recipient_file
from referrals.intake.demonstration.passphrases import new_passphrase
from referrals.intake.models import RecoveryKey, WorkerKey
from referrals.models import Epoch

MARK = "demonstration only"
WORDS_OF_A_PASSWORD = 4


@dataclass(frozen=True)
class Person:
    """A demonstration account. Who opens referrals has a passphrase besides."""

    entry: str  # where contract and JSON name this person
    username: str
    role: Role
    start: str  # path of the room they work in
    has_key: bool = False


PEOPLE = (
    Person("administrator", "administrator", Role.ADMINISTRATOR, "/editor/"),
    Person("editor", "editor", Role.EDITOR, "/editor/"),
    Person("publisher", "publisher", Role.PUBLISHER, "/editor/"),
    Person("intake", "worker-1", Role.INTAKE_WORKER, "/intake/", has_key=True),
    Person("intake", "worker-2", Role.INTAKE_WORKER, "/intake/", has_key=True),
    Person("lead", "lead", Role.INTAKE_LEAD, "/intake/", has_key=True),
    Person("auditor", "auditor", Role.AUDITOR, "/account/"),
)


@dataclass(frozen=True)
class Secrets:
    """Username -> secret. Shown in `demo-accounts.json` and kept nowhere else."""

    passwords: dict[str, str] = field(repr=False)
    passphrases: dict[str, str] = field(repr=False)
    recovery_identity: str = field(repr=False)


def make_people() -> Secrets:
    """Makes every account, the workers' keys, the recovery key and the first epoch with its wraps."""
    passwords = {person.username: new_passphrase(WORDS_OF_A_PASSWORD).replace(" ", "-") for person in PEOPLE}
    passphrases = {person.username: new_passphrase() for person in PEOPLE if person.has_key}
    for person in PEOPLE:
        user = make_account(person.username, person.role, passwords[person.username])
        if person.has_key:
            _make_key(user, passphrases[person.username])
    recovery_identity, recovery_recipient = sealing.new_identity()
    RecoveryKey.objects.create(recipient=recovery_recipient, added_on=timezone.localdate(), demonstration=True)
    _open_first_epoch()
    return Secrets(passwords, passphrases, recovery_identity)


def _make_key(worker: User, passphrase: str) -> None:
    identity, recipient = sealing.new_identity()
    text = f"# {MARK}\n# public key: {recipient}\n{identity}\n"
    WorkerKey.objects.create(
        worker=worker,
        recipient=recipient,
        identity_file=passphrase_file(text.encode("ascii"), passphrase),
        demonstration=True,
    )


def _open_first_epoch() -> Epoch:
    roster = epochs.current_roster()
    if roster is None:
        raise RuntimeError("the demonstration has no workers or no recovery key")
    identity, recipient = sealing.new_identity()
    secret = f"{identity}\n".encode("ascii")
    wraps = {holder: recipient_file(secret, holder) for holder in roster.recipients}
    return epochs.open_epoch(epochs.next_number(), recipient, wraps, format=sealing.FORMAT, demonstration=True)
