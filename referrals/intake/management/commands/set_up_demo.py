"""Fills an empty database for a demonstration, and prints who can sign in."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import DemonstrationMark, User
from referrals.intake.demonstration.arrivals import send_stories
from referrals.intake.demonstration.people import PEOPLE, Secrets, make_people


class Command(BaseCommand):
    help = (
        "Makes the demonstration: accounts, keys, and made-up referrals in the queue. Writes demo-accounts.json into"
        " DATA_DIR and prints the same. Repeatable: a second run keeps everything. Refuses to run without DEMO=1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This makes accounts with published passwords; set DEMO=1 to have them.")
        path = settings.DATA_DIR / "demo-accounts.json"
        if DemonstrationMark.objects.exists():
            accounts = _read(path)
        elif User.objects.exists():
            raise CommandError(
                "This database holds real accounts; give the demonstration a data folder and database of its own."
            )
        else:
            accounts = _make(path)
        site = settings.PUBLIC_URL or f"http://localhost:{settings.PORT}"
        text = json.dumps(_with_addresses(accounts, site), indent=2, ensure_ascii=False) + "\n"
        _write(path, text)
        worker = User.objects.get(username=accounts["intake"][0]["username"])
        send_stories(worker, timezone.localtime())
        self.stdout.write(text, ending="")


def _make(path: Path) -> dict[str, Any]:
    """Makes accounts and keys. The file is on the disk before the database keeps them: no password is ever lost."""
    with transaction.atomic():
        DemonstrationMark.objects.create()
        accounts = _accounts(make_people())
        _write(path, json.dumps(accounts))
    return accounts


def _accounts(secrets: Secrets) -> dict[str, Any]:
    """The document of the contract, without addresses."""
    accounts: dict[str, Any] = {"intake": []}
    for person in PEOPLE:
        account = {"username": person.username, "password": secrets.passwords[person.username]}
        if person.has_key:
            account["passphrase"] = secrets.passphrases[person.username]
        if person.entry == "intake":
            accounts["intake"].append(account)
        else:
            accounts[person.entry] = account
    return accounts | {"recovery_identity": secrets.recovery_identity}


def _with_addresses(accounts: dict[str, Any], site: str) -> dict[str, Any]:
    start = {person.entry: site + person.start for person in PEOPLE}
    document: dict[str, Any] = {"site": f"{site}/"}
    for entry in dict.fromkeys(person.entry for person in PEOPLE):
        value = accounts[entry]
        document[entry] = (
            [{"url": start[entry]} | _without_address(account) for account in value]
            if isinstance(value, list)
            else {"url": start[entry]} | _without_address(value)
        )
    return document | {"recovery_identity": accounts["recovery_identity"]}


def _without_address(account: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in account.items() if name != "url"}


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CommandError(
            f"{path} is missing or damaged, and the passwords are nowhere else; delete the data folder to start anew."
        ) from None


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
