"""Two people at one exercise without a server: what they wrote, and what each of them holds of it."""

from __future__ import annotations

from msgspec.structs import replace

from server.core import deeds
from server.core.exercise import Audience, Exercise
from server.core.opening import other, stays_closed
from server.core.problems import Problem
from server.core.progress import agreement, current, floor, stage
from server.core.session import begin, decide
from server.core.state import HOUR, Place, Session
from server.core.steps.agree import AgreeStep
from server.core.steps.base import Answer, Step
from server.core.steps.match import MatchAnswer
from server.core.steps.turns import TurnsStep
from server.core.talking import actor
from server.core.visibility import Sight, Viewer, narrowed, sight

PEOPLE = {1: "ada", 2: "ben"}
BEGAN = 1_800_000_000_000


class Table:
    """A session over time. A deed is decided on what its doer may open, as at a desk."""

    def __init__(self, exercise: Exercise, *, alone: bool = False) -> None:
        self.at = BEGAN
        self.session = begin("case", exercise, PEOPLE[1], alone=alone, at=self.at)
        self._kept: dict[Place, tuple[str, Answer]] = {}
        if self.session.exercise.audience is Audience.PAIR:
            self.does(2, deeds.Arrive(PEOPLE[2], "Ben", met=True))
            self.does(1, deeds.Name("Ada"))
            for seat in PEOPLE:
                self.does(seat, deeds.Check(holds=False))

    @property
    def seats(self) -> tuple[int, ...]:
        """Who takes part."""
        return tuple(self.session.state.sittings)

    def step(self, id: str) -> Step:
        """The step with this id, which is there."""
        found = self.session.exercise.step(id)
        if found is None:
            raise KeyError(id)
        return found

    def later(self, hours: int) -> None:
        """Let time pass."""
        self.at += hours * HOUR

    def held(self, seat: int) -> Session:
        """The session with the answers that this seat may open, narrowed as they leave a desk."""
        viewer = Viewer(PEOPLE[seat], seat)
        opened = {
            place: answer
            for place, (author, answer) in self._kept.items()
            if sight(viewer, place, author, self.session) is Sight.OPEN
        }
        authors = {place: self._kept[place][0] for place in opened}
        return replace(self.session, answers=narrowed(viewer, opened, authors))

    def does(self, seat: int, deed: deeds.Deed) -> Problem | None:
        """Do it, or say why not."""
        before = self.held(seat) if seat in self.seats else self.session
        after = decide(before, seat, deed, self.at)
        if isinstance(after, Problem):
            return after
        for place in before.answers.keys() - after.answers.keys():
            del self._kept[place]
        for place, answer in after.answers.items():
            if before.answers.get(place) is not answer:
                self._kept[place] = (PEOPLE[seat], answer)
        self.session = replace(after, answers={})
        return None

    def stands(self, seat: int) -> tuple[str, str]:
        """The step somebody goes on at and what it is to them; at the end "end" and nothing."""
        step = current(self.session, seat, self.at)
        return (step.id, stage(self.session, seat, step, self.at)) if step else ("end", "")

    def sees(self, seat: int, id: str) -> str:
        """What a seat has of the other's answer: hidden, sealed, closed, open."""
        step = self.step(id)
        if isinstance(step, AgreeStep):
            return "open" if agreement(self.session, step).version else "hidden"
        if stays_closed(step, self.session.state.course(id)):
            return "closed"
        viewer = Viewer(PEOPLE[seat], seat)
        found = {
            sight(viewer, place, author, self.session)
            for place, (author, _) in self._kept.items()
            if place[:2] == (id, other(seat))
        }
        return next((each.value for each in (Sight.OPEN, Sight.SEALED) if each in found), "hidden")

    def reads(self, seat: int, id: str) -> str:
        """The words of the other that stand at a step for this seat; of a joint text all of it."""
        step, held = self.step(id), self.held(seat)
        if isinstance(step, AgreeStep):
            number = agreement(self.session, step).version
            theirs = [
                answer for (at, _, version), answer in held.answers.items() if (at, version) == (id, number)
            ]
        else:
            theirs = [answer for place, answer in held.answers.items() if place[:2] == (id, other(seat))]
        return "\n".join(line.text for answer in theirs for line in answer.lines(step))

    def again(self, seat: int) -> str:
        """What is shown again above the field of the step this seat is at."""
        step = current(self.session, seat, self.at)
        answers = self.held(seat).answers
        if step is None:
            return ""
        places = [(id, seat, 0) for id in step.quotes]
        for id in step.recalls:
            common = isinstance(answers.get((id, other(seat), 0)), MatchAnswer)
            places += [(id, whose, 0) for whose in ((other(seat),) if common else (seat, other(seat)))]
        shown = [(self.step(place[0]), answers[place]) for place in places if place in answers]
        return "\n".join(line.text for step, answer in shown for line in answer.lines(step))

    def floor(self, id: str) -> str:
        """Whose move it is in a talk, and which; done after the last."""
        step = self.step(id)
        if not isinstance(step, TurnsStep):
            return ""
        now = floor(self.session, step)
        return "done" if now.phase == "done" else f"{PEOPLE[actor(now)]} {now.phase}"

    def signed(self, id: str) -> list[str]:
        """Whose names stand under a joint text."""
        return [PEOPLE[seat] for seat in agreement(self.session, self.step(id)).signed]
