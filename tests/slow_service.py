"""A compute service without an engine: a test says what happens while a page waits, and nothing takes time."""

from types import SimpleNamespace

from equipoise.core.errors import Cancelled
from equipoise.runtime.compute import Answer, Status
from equipoise.runtime.compute.answer import Progress, Settled
from equipoise.runtime.compute.question import answer


class SlowService:
    """A service whose answers a test settles by hand.

    Whenever a page looks whether an answer has come, the next of ``meanwhile`` happens. Where nothing is left to
    happen, the run of the page ends as it stands, as it does when the visitor clicks.

    Args:
        quick: the service that answers what is no long work at once; without one, everything is settled by hand.
    """

    def __init__(self, quick=None):
        self._quick = quick
        self.asked, self.meanwhile = [], []
        self._answers, self._before = {}, {}

    def ask(self, question, *, visitor="", place="", turn=0):
        if self._quick is not None and question.kind != "job":
            return self._quick.ask(question)
        found = self._answers.get(question)
        if found is None or found.state in ("failed", "cancelled"):
            self.asked.append(question)
            found = self._answers[question] = _Awaited(self, question)
        return found

    def find(self, question):
        found = self._answers.get(question)
        return self._quick.find(question) if found is None and self._quick is not None else found

    def stop(self, question, visitor=""):
        if question in self._answers:
            self.fail(question, Cancelled("nobody wants it"))

    def leave(self, visitor):
        """Nothing to do: what is asked here belongs to nobody."""

    def warm(self, questions):
        """Nothing to do: nothing is computed here."""

    def status(self):
        return Status("by hand")

    def close(self):
        """Nothing to end."""

    def tell(self, question, **progress):
        """Report progress: fraction, message, stage, partial."""
        for name, value in progress.items():
            setattr(self._answers[question].told, name, value)

    def queue(self, question, before):
        """Say how many questions come before this one; None lets it run."""
        self._before[question] = before

    def before(self, question):
        return self._before.get(question)

    def finish(self, question, value):
        self._answers[question].settle(Settled(value))

    def work_out(self, place=-1):
        """Settle a question that was asked with what the engine finds; the latest one unless ``place`` says which."""
        question = self.asked[place]
        self.finish(question, answer(question.function, question.arguments))

    def fail(self, question, error):
        self._answers[question].settle(Settled(error=error))

    def forget(self, question):
        """Drop an answer that nobody has asked for lately."""
        del self._answers[question]

    def look(self, *_):
        """Let the next thing happen, or end the run of the page."""
        if not self.meanwhile:
            import streamlit as st  # only tests of pages get here

            st.stop()
        self.meanwhile.pop(0)()

    @property
    def clock(self):
        """What stands in for the module `time`: to sleep is to let the next thing happen, and a look takes no time."""
        return SimpleNamespace(sleep=self.look, monotonic=lambda: 0.0, monotonic_ns=lambda: 0)


class _Awaited(Answer):
    """An answer that a page waits for by looking."""

    __slots__ = ("_service", "told")

    def __init__(self, service, question):
        self._service, self.told = service, Progress()
        super().__init__(told=self.told, ahead=lambda: service.before(question))

    def wait(self, timeout=None):
        if not self.done:
            self._service.look()
        return self.done
