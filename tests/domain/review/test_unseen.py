"""BM09: hidden content is a finding of its own, and what is hidden is scanned as well."""

import pytest

from gongkai_desktop.domain.review import hidden
from gongkai_desktop.domain.review.contacts import read_mobiles
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner
from gongkai_desktop.domain.review.source import Source, Span
from gongkai_desktop.domain.review.unseen import read_hidden
from gongkai_desktop.library.matcher import Matcher
from tests.domain.review.drafts import DAY

TEXT = "公示名单\n13812345678\n13912345678"


def draft(how: str) -> Draft:
    spans = (
        Span(start=0, end=4, place="第1段"),
        Span(start=5, end=16, place="第1段", hidden=how),
        Span(start=17, end=28, place="第2段", hidden=how),
    )
    return Draft(Source(path="a.docx", text=TEXT, spans=spans), DAY)


@pytest.mark.parametrize(
    ("how", "severity"),
    [
        (hidden.VANISHED, "高"),
        (hidden.DELETED, "高"),
        (hidden.COMMENT, "高"),
        (hidden.HIDDEN_COLUMN, "高"),
        (hidden.PIVOT, "高"),
        (hidden.COVERED, "高"),
        (hidden.EMBEDDED, "高"),
        (hidden.FIELD_CODE, "低"),
        (hidden.PROPERTY, "提示"),
    ],
)
def test_each_kind_is_told_once_with_its_count(how: str, severity: str) -> None:
    (told,) = read_hidden(draft(how))
    assert (told.rule, told.severity.value, told.start, told.end) == ("BM09", severity, 5, 16)
    assert how in told.message and "共2处" in told.message
    assert told.suggestion


@pytest.mark.parametrize("how", ["", hidden.LINK, hidden.ALTERNATIVE])
def test_what_is_seen_is_not_told(how: str) -> None:
    assert list(read_hidden(draft(how))) == []


def test_personal_data_in_hidden_text_is_told_beside_it() -> None:
    scanner = Scanner(hits=Matcher({}), readings=(read_hidden, read_mobiles))
    found = [(one.rule, one.start) for one in scanner.scan(draft(hidden.VANISHED))]
    assert found.count(("BM09", 5)) == 1
    assert ("YS03", 5) in found and ("YS03", 17) in found
