"""Whether `when`, `quotes` and `recalls` of a step point at earlier steps, and at answers those can have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from server.core.steps.agree import AgreeStep
from server.core.steps.base import Reveal, Step, When
from server.core.steps.turns import TurnsStep
from server.library.problems import Problem, problem


def references(
    step: Step, before: Sequence[Step], ids: Sequence[str], file: str, place: str
) -> Iterator[Problem]:
    """What is wrong with what a step refers to; `ids` are those of all steps in the row."""
    earlier = {one.id: one for one in before}
    for id in step.quotes:
        if id not in earlier:
            yield _astray(id, earlier, ids, file, f"{place}.quotes")
        elif not _own(earlier[id]):
            yield problem(file, f"{place}.quotes", "nothing-to-quote", kind=earlier[id].kind)
    for id in step.recalls:
        if id not in earlier:
            yield _astray(id, earlier, ids, file, f"{place}.recalls")
        elif not _own(earlier[id]) or earlier[id].reveal is Reveal.PRIVATE:
            yield problem(file, f"{place}.recalls", "nothing-to-recall", given=id)
    if step.when is None:
        return
    if step.when.step not in earlier:
        yield _astray(step.when.step, earlier, ids, file, f"{place}.when")
    else:
        yield from _when(step.when, earlier[step.when.step], file, f"{place}.when")


def _own(step: Step) -> bool:
    """Whether an answer to this step is one person's own words, so that it can be shown to them again."""
    return step.telling and not isinstance(step, TurnsStep | AgreeStep)


def _astray(id: str, earlier: dict[str, Step], ids: Sequence[str], file: str, place: str) -> Problem:
    code = "not-earlier" if id in ids else "no-such-step"
    return problem(file, place, code, given=id, known=", ".join(earlier) or "there is none before this one")


def _when(when: When, asked: Step, file: str, place: str) -> Iterator[Problem]:
    numbers = [number for number in (when.at_least, when.at_most) if number is not None]
    if not when.one_of and not numbers:
        yield problem(file, place, "when-asks-nothing")
    if when.one_of:
        yield from _ids(when, asked, file, place)
    if numbers:
        yield from _numbers(numbers, asked, file, place)
    if when.at_least is not None and when.at_most is not None and when.at_least > when.at_most:
        yield problem(file, place, "when-never", least=when.at_least, most=when.at_most)


def _ids(when: When, asked: Step, file: str, place: str) -> Iterator[Problem]:
    legal = asked.ids()
    if not legal:
        yield problem(file, place, "when-cannot-ask", kind=asked.kind, fitting="choice")
        return
    for id in when.one_of:
        if id not in legal:
            yield problem(file, place, "when-no-such-answer", step=asked.id, given=id, known=", ".join(legal))


def _numbers(numbers: Sequence[int], asked: Step, file: str, place: str) -> Iterator[Problem]:
    bounds = asked.bounds()
    if bounds is None:
        yield problem(file, place, "when-cannot-ask", kind=asked.kind, fitting="scale")
        return
    least, most = bounds
    for number in numbers:
        if not least <= number <= most:
            values = {"step": asked.id, "least": least, "most": most, "given": number}
            yield problem(file, place, "when-out-of-range", **values)
