"""Every word on every page comes from ``data/``: with all texts marked, no other word is left."""

import io
import secrets
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

import marked
from equipoise.chain.settings import Settings
from equipoise.learn.lesson import lessons
from equipoise.learn.progress import Progress, Score, Sitting
from equipoise.learn.route import routes
from equipoise.personal.wishes import Wishes
from equipoise.rooms import codes
from equipoise.rooms.words import say as room_says
from equipoise.runtime import compute
from equipoise.runtime.compute import Question
from equipoise.runtime.compute.inline import Inline
from equipoise.shared.identity import NAMES, full_name
from equipoise.ui.learn.certified import make
from equipoise.ui.shared import share
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say
from equipoise.ui.workshop.handout import handout
from equipoise.ui.your_data import download

PAGES = Path(__file__).parents[2] / "pages"
SMALL = {"population.size": "1000"}
HERE = Settings().replace(**{"population.size": 1_000})
NAMES_OF_PEOPLE = {name for code in range(NAMES) for name in full_name(code).split()}
KEPT = {
    "Equipoise": "the name of this product",
    "Larkspur": "the name of the invented shop",
    **dict.fromkeys(["EUR", "NOK", "USD"], "ISO 4217"),
    "plaintext": "what the browser is told of a text that is no code",
}
"""Words that stay as they are in any language, each with its owner. Names of invented people are kept, too."""


class Noting(Inline):
    """A compute service that notes which of its answers hold words, by the function that was asked."""

    def __init__(self):
        super().__init__()
        self.worded, self._seen = {}, set()

    def ask(self, question, **asked):
        answer = super().ask(question, **asked)
        if answer.state == "done" and question not in self._seen:
            self._seen.add(question)
            if words := marked.held(answer.result()):
                self.worded[question.name] = words
        return answer


@pytest.fixture(scope="module", autouse=True)
def marks(tmp_path_factory):
    """Let every text be marked while this module runs."""
    with pytest.MonkeyPatch.context() as patch:
        marked.read_from(marked.folder(tmp_path_factory.mktemp("marked")), patch)
        yield
    marked.forget()


@pytest.fixture
def service(monkeypatch):
    """A compute service that remembers nothing yet, so that pages offer what takes long."""
    monkeypatch.setattr(compute, "_service", Noting())
    monkeypatch.setattr(codes, "new_code", lambda: f"{secrets.randbelow(10**6):06}")  # letters might look like words
    return compute.service()


def press(key):
    return lambda app: app.button(key=key).click().run()


def put(**state):
    """Set widgets and other state by their keys; of a text's key, its text."""
    return partial(_put, {name.replace("__", "."): value for name, value in state.items()})


def _put(state, app):
    for name, value in state.items():
        source, _, key = str(value).partition(":")
        app.session_state[name] = {"say": say, "room": room_says}[source](key) if key else value
    app.run()


def tab(key, *texts):
    """Open the tabs of a page one after the other."""
    return [put(**{key: f"say:{text}"}) for text in texts]


VISITS = {
    "start": [],
    "playground": [
        *(put(closer=part) for part in ("one", "charts", "attacks", "consent", "fairness", "targeting")),
        put(closer="disclosure", controls="levers"),
        put(closer="changed"),
    ],
    "your_data": [
        press("you.pick.student"),
        *tab("you__part", "you.part.shown"),
        *(put(you__shown=kind) for kind in ("messages", "ads")),
        *tab("you__part", *(f"you.part.{part}" for part in ("findable", "choices"))),
        press("you.erase"),
    ],
    "consent_lab": [
        press("banner.mine.reject"),
        press("guess.skip"),
        *tab("consent__part", *(f"consent_lab.part.{part}" for part in ("pair", "later", "sides"))),
        press("loss.start"),
    ],
    "protection_lab": [
        *(put(protection__family=f"protect.{family}") for family in ("identifiers", "behaviour")),
        *tab("protection__part", "protection.part.curve"),
        *tab("protection__part", "protection.part.codes"),
        press("codes.reverse"),
        press("codes.join"),
        *tab("protection__part", "protection.part.who_pays"),
    ],
    "attack_lab": [
        press("guess_who.all"),
        press("guess_who.shop"),
        *tab("hunt__part", "guess_who.part.table"),
        press("hunt.use_all"),
        put(hunt__all_columns=True),
        press("hunt.accuse.absent"),
        *tab("hunt__part", "guess_who.part.more"),
        *(put(hunt__details=part) for part in ("clues", "attacks", "classic")),
    ],
    "fairness_lab": tab("fairness__part", *(f"fair.part.{part}" for part in ("proxies", "remedies", "delivery"))),
    "data_lab": [
        put(fields__guess="account"),
        press("fields.start."),
        *tab("fields__part", "fields.parts.fields"),
        press("fields.start.account"),
    ],
    "deliver": [*tab("deliver__part", "deliver.part.plan"), press("plan.send")],
    "journey": [],
    "decide": [],
    "audit": [
        press("audit.next"),
        *tab("audit__part", "audit.part.log", "audit.part.break"),
        put(audit__break__chosen="missed_copy"),
        press("audit.break"),
        put(audit__break__tell=True),
        *tab("audit__part", "audit.part.game"),
        press("audit.game.opt_outs"),
        press("audit.game.name"),
    ],
    "evidence": [],
    "rules": [
        press("rules.press.EU-07"),
        press("rules.more"),
        *tab("rules__part", *(f"rules.part.{part}" for part in ("regimes", "practices", "changed"))),
    ],
    "learn": [
        put(kept__state="kept"),
        press("path.take.essentials"),
        *tab("learn__part", "learn.tab.challenges"),
        press("challenge.try"),
        *tab("learn__part", "learn.tab.test"),
        press("exam.skip"),
        press("exam.start"),
        *tab("learn__part", "learn.tab.progress", "learn.tab.lessons"),
        press("lesson.open.codes"),
        press("lesson.guess.number"),
        press("lesson.quiz.0.0"),
        press("lesson.quiz.1.0"),
    ],
    "workshop": [
        put(lead__adapt=True),
        press("lead.rehearse"),
        put(workshop__part="room:lead.tab.group"),
        put(workshop__part="room:lead.tab.guide"),
        press("guide.present"),
        press("present.next"),
    ],
}
"""What is done on every page, one after the other."""


def unmarked(app):
    """Return the words of ours on a page that are not marked, each with the text that it stands in."""
    assert not app.exception
    return {word: text for text in marked.shown(app.main) for word in words_of_ours(text)}


def words_of_ours(text):
    """Return the words of a text that are neither marked nor kept."""
    return [word for word in marked.words(text) if word not in KEPT and word not in NAMES_OF_PEOPLE]


@pytest.mark.parametrize("mode", ["plain", "expert"])
@pytest.mark.parametrize("page", VISITS)
def test_no_word_on_a_page_is_written_into_the_code(page, mode, service):
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=120)
    for name, value in ({} if page == "start" else SMALL).items():
        app.query_params[name] = value
    app.session_state["chosen_mode"] = mode
    found = unmarked(app.run())
    for act in VISITS[page]:
        act(app)
        found |= unmarked(app)
    assert found == {}
    assert service.worded == {}


MUTANTS = [
    "st.markdown(f'{say(\"start.lead\")} Forgotten')",
    "st.button(say('start.playground'), help='Forgotten')",
    "st.table(pd.DataFrame({say('start.playground'): ['Forgotten']}))",
    'st.html(\'<svg role="img" aria-label="Forgotten"></svg>\')',
    "st.plotly_chart(go.Figure(go.Bar(x=[1], y=['a'], name='Forgotten')), alt=say('start.playground'))",
    "st.selectbox(say('start.playground'), ['a'], format_func=lambda _: 'Forgotten')",
    "st.popover(say('start.playground')).caption('Forgotten')",
]
_IMPORTS = (
    "import pandas as pd\nimport plotly.graph_objects as go\nimport streamlit as st\n"
    "from equipoise.ui.shared.words import say\n"
)


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_word_that_is_written_into_the_code_is_found(mutant):
    app = AppTest.from_string(_IMPORTS + mutant).run()
    assert unmarked(app).keys() == {"Forgotten"}


def test_an_answer_in_words_is_found(service):
    service.ask(Question(say, ("start.lead",)))
    assert service.worded.pop("say") == [say("start.lead")]


def dialog(body):
    """Run what a dialog shows, as a page of its own."""
    app = AppTest.from_function(body, default_timeout=120)
    return unmarked(app.run())


def test_no_word_in_a_dialog_is_written_into_the_code():
    def numbers():
        from equipoise.ui.shared import explain
        from equipoise.ui.shared.headlines import HEADLINES

        explain._body(dict.fromkeys(HEADLINES))

    def two_scenarios():
        from equipoise.chain.settings import Settings
        from equipoise.ui.shared import compare
        from equipoise.ui.shared.moves import Play

        compare._body(Play(settings=Settings().replace(**{"population.size": 1_000})))

    assert dialog(numbers) == dialog(two_scenarios) == {}


def test_no_word_in_a_file_to_read_is_written_into_the_code():
    play = Play(settings=HERE, pin=HERE.replace(**{"protect.k": 10}))
    wishes = Wishes(agrees=("analytics", "offers"))
    files = {
        "summary": share._page(play, "https://equipoise.example/"),
        "handout": handout(lessons()["codes"]),
        "my data": download.as_text(download._held((HERE, 6, wishes))),
        "certificate": "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(a_certificate())).pages),
    }
    assert {name: words_of_ours(text) for name, text in files.items() if words_of_ours(text)} == {}


def a_certificate():
    taken = Sitting(form="b@1", answers=(0,) * 8, right=(True,) * 8)
    progress = Progress().with_sitting("course", "after", taken)
    for name in lessons():
        progress = progress.with_lesson(f"{name}@1", Score(right=2, of=3))
    return make("", progress, routes()["course"])
