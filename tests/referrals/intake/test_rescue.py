"""The rescue path: with the recovery key and stock age alone, everything opens."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from referrals.intake import answering
from referrals.intake.models import Case, Parcel
from referrals.models import OutboxItem
from tests.workers import a_recovery_key, a_reply, a_worker, an_arrival, an_opened_epoch

pytestmark = pytest.mark.django_db


def age_opens(file: Path, identity: Path) -> bytes:
    return subprocess.run(["age", "-d", "-i", identity, file], capture_output=True, check=True).stdout


@pytest.mark.age
def test_the_recovery_key_opens_every_wrap_and_through_it_every_parcel(tmp_path):
    recovery_identity, _ = a_recovery_key()
    worker = a_worker()
    an_opened_epoch()
    first = an_arrival(message="أنا بخير 🙏\nI am well")
    newest = an_opened_epoch()
    second = an_arrival(message="toinen")
    answering.answer(first.case, worker.user, **a_reply(first, newest.epoch))
    folder = tmp_path / "rescue"
    call_command("break_glass", str(folder))

    recovery = tmp_path / "recovery.txt"
    recovery.write_text(recovery_identity)
    found = {}
    for number in (1, 2):
        (wrap,) = (folder / "wraps").glob(f"epoch-{number:04d}-recovery-*.age")
        epoch = tmp_path / f"epoch-{number}.txt"
        epoch.write_bytes(age_opens(wrap, recovery))
        for parcel in (folder / "parcels").glob(f"epoch-{number:04d}-*.age"):
            document = json.loads(age_opens(parcel, epoch))
            assert f"{document['case']}-{document['seq']:04d}-" in parcel.name
            found[document["kind"], document["case"]] = document
    assert found["referral", str(first.case)]["body"]["message"] == "أنا بخير 🙏\nI am well"
    assert found["referral", str(second.case)]["body"]["message"] == "toinen"
    assert found["reply", str(first.case)]["body"]["text"] == "Call us when you can."
    assert found["summary", str(second.case)]["words"] == "toinen"
    assert len(found) == 5


@pytest.mark.age
def test_the_instructions_work_as_they_are_written(tmp_path):
    recovery_identity, _ = a_recovery_key()
    a_worker()
    an_opened_epoch()
    an_arrival(message="as written")
    folder = tmp_path / "rescue"
    call_command("break_glass", str(folder))
    (folder / "recovery-key.txt").write_text(recovery_identity)
    lines = (folder / "README.txt").read_text().splitlines()
    commands = [line.strip() for line in lines if line.startswith("   ") and "…" not in line]
    commands = [command for command in commands if re.match(r"(age|for) ", command)]
    for command in dict.fromkeys(commands):
        subprocess.run(["sh", "-ec", command], cwd=folder, check=True)
    opened = [json.loads(path.read_text()) for path in (folder / "parcels").glob("*.json")]
    assert {document["kind"] for document in opened} == {"referral", "summary"}
    assert "as written" in str(opened)


@pytest.mark.age
def test_a_worker_opens_their_own_wrap(tmp_path):
    a_recovery_key()
    worker = a_worker()
    opened = an_opened_epoch()
    call_command("break_glass", str(tmp_path / "rescue"))
    (tmp_path / "worker.txt").write_text(worker.identity)
    wrap = tmp_path / "rescue" / "wraps" / f"epoch-0001-worker-{worker.recipient}.age"
    assert age_opens(wrap, tmp_path / "worker.txt").decode().strip() == opened.identity
    assert f"{worker.recipient} aino" in (tmp_path / "rescue" / "wraps" / "workers.txt").read_text()


def test_what_is_still_on_its_way_is_written_too(tmp_path):
    a_recovery_key()
    a_worker()
    an_opened_epoch()
    arrived = an_arrival()
    parcel = Parcel.objects.get()
    fields = ("id", "kind", "seq", "arrived_on", "format", "epoch", "sealed_by", "parcel", "summary")
    OutboxItem.objects.create(
        destination="intake", case=arrived.case, **{name: getattr(parcel, name) for name in fields}
    )
    call_command("break_glass", str(tmp_path / "both"))
    Case.objects.all().delete()
    call_command("break_glass", str(tmp_path / "waiting"))
    both, waiting = (sorted((tmp_path / name / "parcels").iterdir()) for name in ("both", "waiting"))
    assert [path.name for path in both] == [path.name for path in waiting]
    assert [path.read_bytes() for path in both] == [path.read_bytes() for path in waiting]
    assert len(both) == 2


def test_nobody_else_on_the_machine_reads_the_folder(tmp_path):
    call_command("break_glass", str(tmp_path / "rescue"))
    assert (tmp_path / "rescue").stat().st_mode & 0o077 == 0
    assert (tmp_path / "rescue" / "README.txt").stat().st_mode & 0o077 == 0


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("break_glass", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("break_glass", str(tmp_path / "file" / "rescue"))
