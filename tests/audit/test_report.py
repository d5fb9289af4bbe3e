import datetime
import io

from pypdf import PdfReader

from equipoise.audit.compare import compare
from equipoise.audit.decisions import Decision, Log
from equipoise.audit.report import pdf
from equipoise.audit.run import audit


def test_a_board_reads_it_on_two_pages(chain):
    found, day = audit(chain.settings.replace(**{"incident.kind": "missed_copy"})), datetime.date(2026, 12, 1)
    decided = Decision(
        check="erasure", choice="mend", reason="Erase again.", owner="IT", until=datetime.date(2027, 1, 15)
    )
    changes = compare(found, audit(chain.settings).to_dict())
    reader = PdfReader(io.BytesIO(pdf(found, day, Log().with_one(decided), changes)))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert len(reader.pages) <= 2
    for words in (
        "Erased for good",
        "is still in a copy",
        "The browser's No",
        "mend it",
        "2027-01-15",
        "1 December 2026",
    ):
        assert words in said
