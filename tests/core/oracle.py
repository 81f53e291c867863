"""Who may see what by design.md sections 4 and 5, kept from the deeds alone, as plainly as can be."""

from __future__ import annotations

from msgspec import Struct

from server.core import deeds
from server.core.deeds import Deed
from server.core.exercise import Exercise
from server.core.steps.base import Answer, Reveal
from server.core.visibility import Sight

DAY = 24 * 60 * 60 * 1000
STEPS_ON = (
    *(deeds.Complete, deeds.Choose, deeds.PutAway, deeds.Keep, deeds.ReadOn, deeds.Say, deeds.PassTurn),
    *(
        deeds.Judge,
        deeds.GoOn,
        deeds.Switch,
        deeds.Draw,
        deeds.Sign,
        deeds.Unsign,
        deeds.LeaveOpen,
        deeds.Meet,
    ),
)
"""What cannot be done while stopped or at rest, and what is a next step after seeing who joined."""


class Written(Struct):
    """Words that are not private: whose, since when their author knows them, whether to show them."""

    author: str
    answer: Answer
    known: int
    show: bool | None


class Oracle:
    """The model. `took` is told of every deed that changed something."""

    def __init__(self, plan: Exercise, person: str, at: int, *, alone: bool) -> None:
        self.rules = {
            step.id: step.reveal if plan.audience == "pair" else Reveal.PRIVATE for step in plan.steps
        }
        self.alone = alone
        self.people = {1: person}
        self.gone: dict[int, str] = {}
        self.met = True
        self.stopped = False
        self.said: set[int] = set()
        self.last = at
        self.written: dict[tuple[str, int], Written] = {}
        self.opened: set[tuple[str, int, str]] = set()

    def shares(self, seat: int) -> bool:
        """Whether what this seat does is done with somebody, who may yet have to come."""
        unknown = 3 - seat not in self.people or (seat == 1 and not self.met)
        return not self.alone and seat not in self.gone and (unknown or 3 - seat not in self.gone)

    def rests(self, seat: int, at: int) -> bool:
        return self.shares(seat) and at - self.last >= 14 * DAY

    def took(self, seat: int, deed: Deed, at: int, *, noticed: bool, saw_partner: bool = False) -> None:
        if isinstance(deed, STEPS_ON) and saw_partner and seat == 1:
            self.met = True
        self._own_answers(seat, deed, at)
        self._coming_and_going(seat, deed)
        self._stops(seat, deed, at)
        if noticed and not isinstance(deed, deeds.Ready | deeds.Name):
            self.last = max(at, self.last)
        self._open(at)

    def _own_answers(self, seat: int, deed: Deed, at: int) -> None:
        match deed:
            case deeds.Complete() if self.rules[deed.step] is not Reveal.PRIVATE:
                before = self.written.get((deed.step, seat))
                again = before is not None and before.author == self.people[seat]
                known = before.known if again and before and at - before.known <= 3 * DAY else at
                self.written[deed.step, seat] = Written(self.people[seat], deed.answer, known, deed.show)
            case deeds.Choose():
                self.written[deed.step, seat].show = deed.show
            case deeds.Keep():
                words = self.written[deed.step, seat]
                words.known = at if at - words.known > 3 * DAY else words.known
            case deeds.PutAway():
                del self.written[deed.step, seat]

    def _coming_and_going(self, seat: int, deed: Deed) -> None:
        match deed:
            case deeds.Depart():
                self.gone[seat] = "left"
                self._forget(seat)
            case deeds.FinishAlone():
                self.gone.setdefault(seat, "alone")
            case deeds.Meet():
                self.met = True
            case deeds.CloseDoor():
                self._empty()
            case deeds.Arrive():
                if not self.met:
                    self._empty()
                self.people[seat], self.met = deed.person, deed.met
                self.said = set()

    def _empty(self) -> None:
        self.people.pop(2, None)
        self.gone.pop(2, None)
        self._forget(2)
        self.met, self.stopped, self.said = True, False, set()

    def _forget(self, seat: int) -> None:
        for place in [place for place in self.written if place[1] == seat]:
            if (*place, self.written[place].author) not in self.opened:
                del self.written[place]

    def _stops(self, seat: int, deed: Deed, at: int) -> None:
        match deed:
            case deeds.Halt():
                self.stopped, self.said = True, set()
            case deeds.Ready():
                self.said.add(seat)
                if self.said >= self.people.keys() - self.gone.keys():
                    self.stopped, self.said, self.last = False, set(), max(at, self.last)
            case deeds.Depart() | deeds.FinishAlone():
                self.stopped, self.said = False, set()

    def _open(self, at: int) -> None:
        if len(self.people) < 2 or self.gone or not self.met or self.stopped:
            return
        for id, rule in self.rules.items():
            there = {seat: self.written[id, seat] for seat in (1, 2) if (id, seat) in self.written}
            fresh = {seat: words for seat, words in there.items() if at - words.known <= 3 * DAY}
            both = len(fresh) == 2
            if (
                rule is Reveal.SHARED
                or (rule is Reveal.TOGETHER and both)
                or (rule is Reveal.CHOSEN and both and all(words.show for words in fresh.values()))
            ):
                self.opened |= {(id, seat, words.author) for seat, words in fresh.items()}

    def sight(self, person: str, seat: int, place: tuple[str, int, int], author: str) -> Sight:
        id, whose, _ = place
        if person == author:
            return Sight.OPEN
        if self.people.get(seat) != person or self.rules[id] is Reveal.PRIVATE:
            return Sight.HIDDEN
        if self.rules[id] in (Reveal.TURNS, Reveal.JOINT):
            return Sight.OPEN if self.met or seat == whose else Sight.SEALED
        if (id, whose, author) in self.opened:
            return Sight.OPEN
        words = self.written.get((id, whose))
        there = words is not None and words.author == author and not self.gone
        return Sight.SEALED if there else Sight.HIDDEN
