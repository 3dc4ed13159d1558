"""A baked page, through nginx and through the application, against the same page made for each request."""

import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.load import Load, have_programs, load
from config.supervisor import web_server
from setup.stop import Stop
from tests.deploy.front import eventually, free_port, is_open, nginx_in
from tests.served import ROOT, Served, served_demonstration

PAGE = "/en/signs/"
ROUNDS = 5
PLAIN = "plain Wagtail"
TARGETS = {"nginx": 100, "application": 60}  # at least so many times as fast as plain Wagtail
SLOWEST = 5.0  # ms that 99 of 100 baked answers should take at most


def main() -> None:
    have_programs()
    with tempfile.TemporaryDirectory(prefix="bench-") as given, ExitStack() as stack:
        folder = Path(given)
        print("Setting up a site to measure …", flush=True)
        port = free_port()
        served = stack.enter_context(served_demonstration(folder, PUBLIC_URL=f"http://localhost:{port}"))
        served.manage("nginx", str(folder / "front/site"))
        stack.enter_context(nginx_in(folder / "front", port))
        urls = {
            "nginx": f"http://localhost:{port}{PAGE}",
            "application": served.origin + PAGE,
            PLAIN: stack.enter_context(plain_wagtail(served)) + PAGE,
        }
        refuse_different_pages(urls)
        for url in urls.values():
            load(url, 1)
        report([measured_round(number, urls) for number in range(1, ROUNDS + 1)])


@contextmanager
def plain_wagtail(served: Served) -> Iterator[str]:
    """The origin of another server of the same kind on the same data, without the layer of baked pages."""
    port = free_port()
    command = web_server("127.0.0.1", port)
    command[-1] = "bench.plain_wagtail:application"
    environment = served.environment | {"PORT": str(port)}
    with (served.folder / "plain").open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        eventually(lambda: is_open(port) or process.poll() is not None)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(30)


def refuse_different_pages(urls: Mapping[str, str]) -> None:
    bodies = set()
    for url in urls.values():
        with urllib.request.urlopen(url, timeout=30) as answer:
            bodies.add(answer.read())
    if len(bodies) != 1:
        raise Stop("The pages to compare are not the same.")


def measured_round(number: int, urls: Mapping[str, str]) -> dict[str, Load]:
    """One after the other, so that each is measured in each mood of the machine."""
    found = {name: load(url) for name, url in urls.items()}
    said = " · ".join(f"{name} {one.rate:,.0f}/s (p99 {one.slowest:.2f} ms)" for name, one in found.items())
    print(f"  round {number}: {said}", flush=True)
    return found


def report(rounds: list[dict[str, Load]]) -> None:
    print(f"{PAGE} baked : made by plain Wagtail, {ROUNDS} rounds, min / median / max")
    for name, target in TARGETS.items():
        ratios = [one[name].rate / one[PLAIN].rate for one in rounds]
        print(f"  through {name}: {spread(ratios, '.0f')} (target: {target} or more)")
    print("Time in which 99 of 100 baked answers came, in ms, min / median / max")
    for name in TARGETS:
        print(
            f"  through {name}: {spread([one[name].slowest for one in rounds], '.2f')} (target: {SLOWEST:.0f} or less)"
        )


def spread(values: list[float], form: str) -> str:
    return " / ".join(format(value, form) for value in (min(values), median(values), max(values)))
