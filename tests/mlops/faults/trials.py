"""One trial: a load, a fault in the middle of it, what is left, and the same load again."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mlops.pipeline.errors import Exit
from tests.mlops.faults.editions import Files, Visible, digests
from tests.mlops.faults.figures import Figures
from tests.mlops.faults.proxy import Hold
from tests.mlops.faults.readers import VIEW, look
from tests.mlops.faults.yard import Loader, Yard, is_alive, wait_until

GONE_S = 5  # a dead loader's session ends within this
Strike = Callable[[Loader], None]


@dataclass(frozen=True)
class Verdict:
    """Exit codes that tell the truth after a fault, when the old data is served and when the new.

    Each with how its one line on standard error begins; empty: nothing is said there.
    """

    old: dict[int, str]
    new: dict[int, str]


PUBLISHED = {int(Exit.PUBLISHED): "", int(Exit.NOT_REFRESHED): ""}
KILLED = Verdict(old={-9: ""}, new={-9: "", **PUBLISHED})
NO_DATABASE = Verdict(old={Exit.NO_DATABASE: "NO_DATABASE: "}, new=PUBLISHED)


@dataclass(frozen=True)
class Fault:
    """What strikes a load, and what may come of it. heal: what makes the place whole again."""

    strike: Strike
    verdict: Verdict
    hold: Hold | None = None
    heal: Callable[[], None] = lambda: None
    gone_s: float = GONE_S


def attempt(
    yard: Yard, scenario: str, fault: Fault, figures: Figures, *, again: bool = True
) -> None:
    """Load the next edition under the fault, judge what is left, and load it again if asked."""
    files = yard.next_files(scenario)
    before, counted = yard.visible, yard.counted()
    code, said, taken = _strike(yard, files, fault)
    bad: list[str] = []
    shown = _judge_data(yard, files, before, bad)
    _judge_records(yard, files, counted, shown, bad)
    _judge_words(code, said, shown, fault.verdict, bad)
    figures.note(shown, code, taken, left=bool(yard.left()))
    if shown == "new":
        yard.visible = files.after(before)
    if again:
        load_again(yard, files, bad)
    figures.bad += [f"edition {yard.edition} of {scenario}: {what}" for what in bad]


def _strike(yard: Yard, files: Files, fault: Fault) -> tuple[int, str, float]:
    """Exit code, standard error, and seconds until nothing of the load was left running."""
    yard.proxy.renew(fault.hold)
    yard.watcher.begin()
    loader = yard.start(files)
    try:
        fault.strike(loader)
        struck = time.monotonic()
        code = loader.end()
    finally:
        loader.process.kill()
    fault.heal()
    wait_until(yard.gone, seconds=fault.gone_s, what="the end of the loader's session")
    wait_until(
        lambda: not any(map(is_alive, loader.orphans)),
        seconds=GONE_S,
        what="the end of the dead loader's reader",
    )
    return code, loader.process.said(), time.monotonic() - struck


def _judge_data(yard: Yard, files: Files, before: Visible, bad: list[str]) -> str:
    """Whether readers see the old data or the new, or neither; also while the load went on."""
    old, new = digests(before), digests(files.after(before))
    now = look(yard.server)
    mixed = [state for state in yard.watcher.seen() if state not in (old, new)]
    if mixed:
        bad.append(f"readers saw neither old nor new while it went on: {mixed}")
    if now in (old, new):
        return "old" if now == old else "new"
    bad.append(f"readers see neither old nor new: {now}, expected {old} or {new}")
    return "neither"


def _judge_records(
    yard: Yard, files: Files, before: tuple[int, ...], shown: str, bad: list[str]
) -> None:
    """Published runs and audit rows: one more of each dataset iff the new data is there."""
    runs, audited, unmatched = yard.counted()
    more = len(files.datasets) if shown == "new" else 0
    if (runs - before[0], audited - before[1], unmatched) != (more, more, 0):
        bad.append(
            f"{runs - before[0]} runs and {audited - before[1]} audit rows more for {shown} data,"
            f" {unmatched} without their like"
        )


def _judge_words(code: int, said: str, shown: str, verdict: Verdict, bad: list[str]) -> None:
    """Exit code and message against what readers see."""
    allowed = verdict.old if shown == "old" else verdict.new
    if code not in allowed:
        bad.append(f"exit code {code} with {shown} data, allowed: {[*allowed]}; said: {said!r}")
        return
    words, line = allowed[code], said.rstrip("\n")
    well_said = line.startswith(words) and len(line) > len(words) if words else line == ""
    if "\n" in line or not well_said:
        bad.append(f"expected one line that begins with {words!r}: {said!r}")


def load_again(yard: Yard, files: Files, bad: list[str]) -> None:
    """The same file once more, at once: published, and nothing is left of the try before."""
    yard.proxy.renew()
    loader = yard.start(files)
    code = loader.end()
    yard.note_span(files)
    yard.visible = files.after(yard.visible)
    if code != 0:
        bad.append(f"the same load again: exit code {code}, {loader.process.said()!r}")
    if look(yard.server) != digests(yard.visible):
        bad.append("the same load again: readers do not see its data")
    if yard.server.query(VIEW) != [(digests(yard.visible)["forecasts"],)]:
        bad.append("the same load again: the view of the forecasts shows another run")
    if yard.left():
        bad.append(f"the same load again: {yard.left()} is left in staging")
