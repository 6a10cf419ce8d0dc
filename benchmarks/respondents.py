"""Ours against the bare application: whole responses, forms shown, and how long a POST takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from sqlalchemy import func, select

from benchmarks.installation import engine_of, installations, open_survey
from benchmarks.load import QUESTIONS, Measured, answer, load, look
from benchmarks.results import fetch_results, show_waves
from benchmarks.server import memory_mb, running
from core.settings import Settings
from surveys.collection.models import Answer, SurveyResponse

OURS, BARE = "ours", "bare"
#: An even number, so that each goes first as often.
ROUNDS, ANSWER_SECONDS, LOOK_SECONDS, WARM_UP_SECONDS = 6, 5, 3, 2


@dataclass
class Contender:
    """A served application and what its rounds gave."""

    name: str
    settings: Settings
    path: str
    pid: int
    answered: list[Measured] = field(default_factory=list)
    looked: list[Measured] = field(default_factory=list)

    def run(self) -> None:
        """A round of whole responses and one of forms shown."""
        self.answered.append(load(self.settings.port, answer(self.path), ANSWER_SECONDS))
        self.looked.append(load(self.settings.port, look(self.path), LOOK_SECONDS))

    def warm_up(self) -> int:
        """A round that does not count; gives how many responses it left."""
        return load(self.settings.port, answer(self.path), WARM_UP_SECONDS).visits

    @property
    def answers_per_second(self) -> float:
        """Whole responses per second, in the middle round."""
        return median(one.per_second for one in self.answered)

    @property
    def looks_per_second(self) -> float:
        """Forms shown per second, in the middle round."""
        return median(one.per_second for one in self.looked)

    def post_ms(self, percent: int) -> float:
        """The percentile of the time of a POST, in the middle round, in milliseconds."""
        return 1000 * median(quantiles(one.posts, n=100)[percent - 1] for one in self.answered)


def measure_respondents(kind: str, say: Callable[[str], None]) -> dict[str, float]:
    """The ratios ours / bare on one kind of database; on SQLite also the server's memory."""
    with contenders(kind) as (ours, bare):
        run_rounds([ours, bare])
        for one in (ours, bare):
            say(
                f"{kind:10} {one.name}: {one.answers_per_second:5.0f} responses/s, POST p50 "
                f"{one.post_ms(50):.1f} and p99 {one.post_ms(99):.1f} ms; "
                f"{one.looks_per_second:5.0f} forms/s"
            )
        values = {
            f"complete_ratio_{kind}": ours.answers_per_second / bare.answers_per_second,
            f"get_ratio_{kind}": ours.looks_per_second / bare.looks_per_second,
        }
        if kind == "sqlite":
            values["post_p99_ratio_sqlite"] = ours.post_ms(99) / bare.post_ms(99)
            values["post_p99_ms_sqlite"] = ours.post_ms(99)
            values["server_memory_mb"] = memory_with_results(ours)
        return values


@contextmanager
def contenders(kind: str) -> Iterator[tuple[Contender, Contender]]:
    """Both applications, each served on its own new database."""
    with installations(kind, OURS, BARE) as (our_settings, bare_settings):
        our_path, bare_path = open_survey(our_settings), open_survey(bare_settings)
        with running(OURS, our_settings) as our_pid, running(BARE, bare_settings) as bare_pid:
            yield (
                Contender(OURS, our_settings, our_path, our_pid),
                Contender(BARE, bare_settings, bare_path, bare_pid),
            )


def run_rounds(both: list[Contender]) -> None:
    """Let them take turns, so that whatever else the machine does meets both."""
    left = [one.warm_up() for one in both]
    for _ in range(ROUNDS):
        for one in both:
            one.run()
        both = both[::-1]
    for one, before in zip(both, left, strict=True):
        check_rows(one, before + sum(round_.visits for round_ in one.answered))


def check_rows(one: Contender, responses: int) -> None:
    """Raises RuntimeError when what was thanked for is not stored, whole and once."""
    with engine_of(one.settings) as engine, engine.connect() as connection:
        stored = connection.scalar(select(func.count()).select_from(SurveyResponse))
        answers = connection.scalar(select(func.count()).select_from(Answer))
    if (stored, answers) != (responses, responses * len(QUESTIONS)):
        raise RuntimeError(
            f"{one.name} thanked for {responses} responses and stored {stored}, {answers} answers"
        )


def memory_with_results(ours: Contender) -> float:
    """The memory of the server when it has also shown results and charts, in megabytes."""
    show_waves(ours.settings)
    fetch_results(ours.settings.address)
    return memory_mb(ours.pid)
