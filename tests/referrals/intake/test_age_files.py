"""age files written here for the demonstration: stock age and pyrage open them."""

import os
import pty
import subprocess
from pathlib import Path

import pyrage
import pytest

from referrals import sealing
from referrals.intake.demonstration.age_files import WORK_FACTOR, passphrase_file, recipient_file
from referrals.intake.demonstration.passphrases import new_passphrase, word_list

SIZES = [0, 1, 4096, 65535, 65536, 65537, 131072, 200_000]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_for_a_recipient_opens_whatever_its_size(size):
    identity, recipient = sealing.new_identity()
    plaintext = os.urandom(size)
    sealed = recipient_file(plaintext, recipient)
    assert sealing.unseal(sealed, identity) == plaintext


def test_a_file_for_a_recipient_looks_as_browsers_make_it():
    _, recipient = sealing.new_identity()
    assert all(sealing.is_browser_parcel(recipient_file(b" " * size, recipient)) for size in sealing.PARCEL_BUCKETS)


@pytest.mark.parametrize("place", [30, 100, 170, -1])
def test_a_changed_byte_is_noticed(place):
    identity, recipient = sealing.new_identity()
    changed = bytearray(recipient_file(b"secret", recipient))
    changed[place] ^= 1
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(bytes(changed), identity)


@pytest.mark.parametrize("size", [0, 189, 65536])
def test_a_passphrase_file_opens_with_the_passphrase_only(size):
    plaintext = os.urandom(size)
    sealed = passphrase_file(plaintext, "seitsemän sanaa ☂", work_factor=12)
    assert pyrage.passphrase.decrypt(sealed, "seitsemän sanaa ☂") == plaintext
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, "seitseman sanaa")


def test_the_work_factor_is_the_one_that_browsers_take():
    assert WORK_FACTOR == 17
    assert b" 17\n" in passphrase_file(b"", "words").split(b"---")[0]


def test_a_passphrase_is_seven_words_of_the_list():
    words = word_list()
    assert (len(words), len(set(words))) == (7776, 7776)
    passphrase = new_passphrase()
    assert len(passphrase.split(" ")) == 7
    assert set(passphrase.split(" ")) <= set(words)
    assert passphrase != new_passphrase()


@pytest.mark.age
def test_stock_age_opens_a_file_for_a_recipient(tmp_path: Path):
    identity, recipient = sealing.new_identity()
    (tmp_path / "identity").write_text(identity)
    (tmp_path / "sealed.age").write_bytes(recipient_file(b"secret\n", recipient))
    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "identity", tmp_path / "sealed.age"], capture_output=True, check=True
    )
    assert opened.stdout == b"secret\n"


@pytest.mark.age
def test_stock_age_takes_a_worker_key_file_as_an_identity(tmp_path: Path):
    """`age -d -i` asks for the passphrase at the terminal, and reads past the comment lines inside."""
    identity, recipient = sealing.new_identity()
    text = f"# demonstration only\n# public key: {recipient}\n{identity}\n"
    (tmp_path / "key.age").write_bytes(passphrase_file(text.encode(), "seven words"))
    (tmp_path / "sealed.age").write_bytes(recipient_file(b"secret", recipient))
    command = ["age", "-d", "-i", "key.age", "-o", "opened", "sealed.age"]
    answer_at_terminal(command, b"seven words\n", tmp_path)
    assert (tmp_path / "opened").read_bytes() == b"secret"


def answer_at_terminal(command: list[str], answer: bytes, folder: Path) -> None:
    """Runs `command` in `folder` on a terminal of its own and types `answer` when it asks. Fails when it fails."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvp(command[0], command)
    shown = b""
    while b":" not in shown:
        shown += os.read(terminal, 1024)
    os.write(terminal, answer)
    try:
        while os.read(terminal, 1024):
            pass
    except OSError:
        pass  # the terminal closes with its process
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, shown
