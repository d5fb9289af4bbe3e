"""One learner's state in one lesson, as a value: the guess, the number of worlds, the answers to the quiz."""

from __future__ import annotations

import dataclasses

from equipoise.learn.lesson import Lesson

MOST_WORLDS = 5
"""The largest number of worlds for the experiment on the page; the tests check the claims in as many."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Taking:
    """What a learner has done in a lesson so far; first answers count.

    Attributes:
        guess: the place of the option that was guessed; None before that.
        number: the number that was guessed, in 100, where the lesson asks for one.
        attempt: how often the lesson was begun before.
        worlds: in how many worlds the experiment has been run.
        answers: the chosen option of every answered question of the quiz, by the question's place.
    """

    guess: int | None = None
    number: int | None = None
    attempt: int = 0
    worlds: int = 1
    answers: tuple[tuple[int, int], ...] = ()

    def guessed(self, option: int) -> Taking:
        """Return it with the guess made; a second guess changes nothing."""
        return self if self.guess is not None else dataclasses.replace(self, guess=option)

    def estimated(self, lesson: Lesson, number: int) -> Taking:
        """Return it with a number guessed, from 0 to 100, which stands for one of the options."""
        if lesson.estimate is None or self.guess is not None:
            return self
        return dataclasses.replace(self, guess=lesson.estimate.option(number), number=number)

    def again(self) -> Taking:
        """Return it begun anew."""
        return Taking(attempt=self.attempt + 1)

    def another_world(self) -> Taking:
        """Return it with the experiment run in one more world."""
        return dataclasses.replace(self, worlds=min(self.worlds + 1, MOST_WORLDS))

    def answered(self, question: int, option: int) -> Taking:
        """Return it with a question answered; a second answer changes nothing."""
        if self.answer(question) is not None:
            return self
        return dataclasses.replace(self, answers=(*self.answers, (question, option)))

    def answer(self, question: int) -> int | None:
        """Return the chosen option of a question of the quiz, if it was answered."""
        return dict(self.answers).get(question)

    def finished(self, lesson: Lesson) -> bool:
        """Whether the whole quiz is answered."""
        return len(self.answers) == len(lesson.quiz)

    def right(self, lesson: Lesson) -> int:
        """Return how many questions of the quiz were answered right."""
        return sum(lesson.quiz[question].options[option].right for question, option in self.answers)


def seeds(lesson: Lesson, worlds: int) -> tuple[int, ...]:
    """Return the worlds of an experiment: the lesson's own first, then the next ones."""
    first = lesson.before.settings["population.seed"]
    return tuple(range(first, first + worlds))
