"""The background process: one short list of things that are done again and again."""

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from baking.baker import Baker
from baking.notice import BakedNotice
from baking.publishing import publish_scheduled
from home.notice import take_down_ended
from referrals.forwarding import forward_due

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    name: str
    every: float  # seconds between two runs
    run: Callable[[], object]


BAKER = Baker()
NOTICE = BakedNotice()

JOBS = (
    Job("forwarding", 1, forward_due),
    Job("scheduled publishing", 1, publish_scheduled),
    # The order: what the first writes down keeps the baker from showing what it rendered before.
    Job("end of the notice", 0.2, take_down_ended),
    Job("notice on baked pages", 0.2, NOTICE.step),
    Job("baking", 0.1, BAKER.step),
    # Whatever the changes missed is found by the next day.
    Job("full bake", 24 * 60 * 60, BAKER.begin_again),
)
TICK = 0.1  # seconds


class Schedule:
    """Runs each job when it is due, one after another. A job that fails is tried again at its next time, and told
    of twice: when it begins to fail, and when it works again."""

    def __init__(self, jobs: Sequence[Job] = JOBS, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.due = {job: clock() for job in jobs}
        self.failing: set[Job] = set()

    def run_due(self) -> None:
        for job, moment in self.due.items():
            if self.clock() < moment:
                continue
            self.run(job)
            self.due[job] = self.clock() + job.every

    def run(self, job: Job) -> None:
        close_old_connections()  # the database may have gone, and come back as another file
        try:
            job.run()
        except Exception as error:  # noqa: BLE001 - no failing job may stop the others
            if job not in self.failing:
                # Its kind only: texts of exceptions quote what they failed on.
                logger.error("job %s fails, and is tried again: %s", job.name, type(error).__name__)
            self.failing.add(job)
        else:
            if job in self.failing:
                logger.warning("job %s works again", job.name)
            self.failing.discard(job)


class Command(BaseCommand):
    help = "Forwards parcels, publishes scheduled pages and bakes pages until SIGTERM; `serve` starts it."
    requires_system_checks: list[str] = []

    ending = False

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        parent, schedule = os.getppid(), Schedule()
        while not self.ending and os.getppid() == parent:
            schedule.run_due()
            time.sleep(TICK)

    def end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True
