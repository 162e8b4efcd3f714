"""全局搜索: anything in the office is found by the words people remember of it."""

import pytest

from gongkai_desktop.services import ledger
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.search import MOST, FoundKind, search
from gongkai_desktop.store import StoredLetter


def kinds(found):
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("2026-015", FoundKind.REQUEST, "2026-015　柏某戊"),
        ("gtkj 柏某", FoundKind.REQUEST, "2026-015　柏某戊"),
        ("望行初34 2026", FoundKind.DISPUTE, "（2026）望行初34号"),
        ("安置补偿发放", FoundKind.REVIEW, "A村安置补偿发放情况公示"),
        ("分户明细", FoundKind.PRECEDENT, "申请公开村集体征地补偿分户明细"),
        ("表格填报", FoundKind.LEDGER, "新修订表格填报培训"),
    ],
)
def test_each_kind_is_found_by_what_one_remembers(sample, words, kind, title):
    found = [one for one in search(sample, words) if one.kind == kind]
    assert title in [one.title for one in found]


def test_every_word_must_be_found(sample):
    assert search(sample, "2026-015 没有这样的词") == ()


def test_a_letter_is_found_by_its_title_and_by_whom_it_is_for(sample):
    request = request_service.request_numbered(sample, "2026-015")
    with sample.change("存稿") as change:
        change.letters.add(
            StoredLetter(
                request_id=request.id, code="B1", status="草稿", number="望资公开补〔2026〕9号"
            )
        )
    title = sample.knowledge.forms.get("B1").title
    for words in (title[-5:], "公开补〔2026〕9", f"柏某戊 {title[-4:]}"):
        found = [one for one in search(sample, words) if one.kind == FoundKind.LETTER]
        assert [one.owner for one in found] == ["2026-015"], words


def test_a_struck_row_is_not_found(sample):
    row = next(one for one in search(sample, "表格填报") if one.kind == FoundKind.LEDGER)
    ledger.void(sample, row.key, "登记错误")
    assert FoundKind.LEDGER not in kinds(search(sample, "表格填报"))


def test_nothing_is_looked_for_without_words_and_wildcards_are_letters(sample):
    assert search(sample, "  ") == ()
    assert kinds(search(sample, "%")) == []


def test_of_each_kind_only_a_few(sample):
    found = kinds(search(sample, "征地"))
    assert found.count(FoundKind.REQUEST) == MOST
