"""The background process does each job at its own pace; none stops another."""

import logging

from config.management.commands.jobs import JOBS, Job, Schedule
from tests.broken import another_connection, broken_database


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_each_job_runs_at_its_own_pace(db):
    clock, done = Clock(), []
    schedule = Schedule(
        (Job("often", 1, lambda: done.append("often")), Job("seldom", 60, lambda: done.append("seldom"))), clock
    )
    for second in range(61):
        clock.seconds = second
        schedule.run_due()
        schedule.run_due()
    assert done.count("often") == 61
    assert done.count("seldom") == 2


def test_a_failing_job_stops_no_other_and_is_logged_by_its_kind_alone(db, caplog):
    clock, done = Clock(), []

    def fail() -> None:
        raise ValueError("the words of a visitor")

    schedule = Schedule((Job("first", 1, fail), Job("second", 1, lambda: done.append("second"))), clock)
    with caplog.at_level(logging.ERROR):
        schedule.run_due()
        clock.seconds = 1
        schedule.run_due()
    assert done == ["second", "second"]
    assert [record.getMessage() for record in caplog.records] == ["job first fails, and is tried again: ValueError"]
    assert not any(record.exc_info for record in caplog.records)


def test_a_database_that_is_gone_is_told_of_when_it_goes_and_when_it_is_back(db, caplog, tmp_path):
    clock = Clock()
    schedule = Schedule([job for job in JOBS if job.name == "forwarding"], clock)

    def pass_minutes(count: int) -> None:
        for _ in range(60 * count):
            clock.seconds += 1
            schedule.run_due()

    with caplog.at_level(logging.INFO), another_connection():
        for kind in ("rubbish", "missing"):
            with broken_database(kind, tmp_path):
                pass_minutes(2)
            (tmp_path / "broken.sqlite3").unlink(missing_ok=True)
        pass_minutes(2)
        with broken_database("empty", tmp_path):
            pass_minutes(2)
    assert [record.getMessage() for record in caplog.records] == [
        "job forwarding fails, and is tried again: DatabaseError",
        "job forwarding works again",
        "job forwarding fails, and is tried again: OperationalError",
    ]


def test_parcels_are_forwarded_about_once_a_second():
    paces = {job.name: job.every for job in JOBS}
    assert paces["forwarding"] <= 1
    assert paces["scheduled publishing"] <= 60
