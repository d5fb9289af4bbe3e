"""What a person has done so far in the Playground, as a value: pure functions take it and return the next one."""

from __future__ import annotations

import dataclasses

from equipoise.chain.settings import Settings
from equipoise.texts.phrases import Phrase
from equipoise.ui.shared.bundles import ASKS, TOGGLES, position

TYPICAL = Settings()
TRAIL = 6
"""How many earlier positions the map shows."""
_REMEMBERED = 50
MOST_TARGETS = 9_999
"""The largest number of a person in the Attack lab."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Guess:
    """A guess about the effect of one toggle; ``answer``, of 100, is None while the question is open."""

    toggle: str
    wanted: Settings
    answer: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Play:
    """One session in the Playground.

    Attributes:
        settings: the levers in force; what the page shows.
        pin: the levers at the start, or those that somebody has chosen to compare with. Every change is counted
            against them.
        previous: the levers before the last move, for "what just changed"; None before the first one.
        past, future: what undo and redo return to, the latest last.
        guess: the open question, or the last answered one until the next move.
        guessed: the toggles whose question is done; asking: whether to ask at all.
        figure: the headline that the crowd shows.
        target: the number of the person whom the Attack lab attacks.
        problem: why a link could not be used; stays until the next move.
        renewed: what reading an older link changed; stays until the next move.
    """

    settings: Settings = TYPICAL
    pin: Settings = TYPICAL
    previous: Settings | None = None
    past: tuple[Settings, ...] = ()
    future: tuple[Settings, ...] = ()
    guess: Guess | None = None
    guessed: frozenset[str] = frozenset()
    asking: bool = True
    figure: str = "identified"
    target: int = 1
    problem: str = ""
    renewed: tuple[Phrase, ...] = ()

    @property
    def open_guess(self) -> Guess | None:
        """The question that waits for an answer."""
        return self.guess if self.guess is not None and self.guess.answer is None else None

    @property
    def shown(self) -> Settings:
        """The levers as the controls show them: those of an open question, else those in force."""
        return self.open_guess.wanted if self.open_guess else self.settings

    @property
    def trail(self) -> tuple[Settings, ...]:
        """The latest positions in order, the present one last; each position once."""
        steps = [*self.past[-TRAIL:], self.settings]
        return tuple(step for place, step in enumerate(steps) if step not in steps[place + 1 :])


def move(play: Play, settings: Settings) -> Play:
    """Set the levers to ``settings``; nothing happens when they have these values already."""
    if settings == play.settings:
        return dataclasses.replace(play, guess=None, problem="", renewed=())
    past = (*play.past, play.settings)[-_REMEMBERED:]
    return dataclasses.replace(
        play,
        settings=settings,
        previous=play.settings,
        past=past,
        future=(),
        guess=None,
        problem="",
        renewed=(),
    )


def turn(play: Play, toggle: str, choice: str) -> Play:
    """Turn one of the three toggles; the first time, the user guesses the effect before it is shown.

    While a question is open, other toggles may be turned too, or this one again: the question stays with its toggle as
    long as that is to move, passes to another one that is, and ends when nothing is to move any more.
    """
    wanted = play.shown.replace(**TOGGLES[toggle][choice])
    play = show(play, ASKS[toggle])
    turned = [name for name in TOGGLES if position(wanted, name) != position(play.settings, name)]
    if play.open_guess and not turned:
        return dataclasses.replace(play, guess=None)
    first = play.open_guess.toggle if play.open_guess else toggle
    asked = [name for name in (first, *turned) if name in turned and name not in play.guessed]
    if play.asking and asked:
        return dataclasses.replace(play, guess=Guess(toggle=asked[0], wanted=wanted))
    return move(play, wanted)


def answer(play: Play, guessed: int) -> Play:
    """Give the guess, of 100; the effect shows from now on."""
    question = play.open_guess
    if question is None:
        return play
    moved = move(play, question.wanted)
    return dataclasses.replace(
        moved,
        guess=dataclasses.replace(question, answer=guessed),
        guessed=moved.guessed | {question.toggle},
    )


def skip(play: Play) -> Play:
    """Show the effect without a guess."""
    question = play.open_guess
    if question is None:
        return play
    moved = move(play, question.wanted)
    return dataclasses.replace(moved, guessed=moved.guessed | {question.toggle})


def ask(play: Play, asking: bool) -> Play:
    """Switch the questions on, for all toggles anew, or off."""
    return dataclasses.replace(play, asking=asking, guessed=frozenset())


def undo(play: Play) -> Play:
    """Return to the levers before the last move; an open question is taken back first."""
    if play.open_guess:
        return dataclasses.replace(play, guess=None)
    if not play.past:
        return play
    return dataclasses.replace(
        play,
        settings=play.past[-1],
        previous=play.settings,
        past=play.past[:-1],
        future=(*play.future, play.settings),
        guess=None,
        problem="",
        renewed=(),
    )


def redo(play: Play) -> Play:
    """Take back the last undo."""
    if not play.future:
        return play
    future = play.future[:-1]
    return dataclasses.replace(move(play, play.future[-1]), future=future)


def pin(play: Play) -> Play:
    """Make the present levers the baseline."""
    return dataclasses.replace(play, pin=play.settings)


def unpin(play: Play) -> Play:
    """Make the default the baseline again."""
    return dataclasses.replace(play, pin=TYPICAL)


def reset(play: Play) -> Play:
    """Start again from the default, with the default pin; undo still leads back."""
    return dataclasses.replace(move(play, TYPICAL), pin=TYPICAL, previous=None)


def show(play: Play, figure: str) -> Play:
    """Show another headline as people."""
    return dataclasses.replace(play, figure=figure)


def aim(play: Play, target: int) -> Play:
    """Attack another person, by number; after the last one comes the first again."""
    return dataclasses.replace(play, target=(target - 1) % MOST_TARGETS + 1)


def untouched(play: Play) -> bool:
    """Whether nothing has been moved yet, so that a newcomer may be given a first suggestion."""
    return play.settings == TYPICAL and not (play.past or play.future or play.guess)
