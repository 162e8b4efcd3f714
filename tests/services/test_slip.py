"""Slips: blank where nothing is known, filled from data or from the register."""

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.approval import load_factory_chain
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services import slip
from gongkai_desktop.services.cover_letter import COVER
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.letter import forms_document
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of

KNOWLEDGE = load_knowledge()
CODES = [form.code for form in KNOWLEDGE.slips]


def test_the_office_has_all_its_slips() -> None:
    assert set(CODES) >= {
        "approval", "instruction", "reminder", "search_record", "mail_book", "mail_room",
        "seal_book", "envelope", "posting_list", "file_contents", "application",
        "evidence_cover", "file_note",
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_slip_prints_blank_and_with_its_samples(code: str) -> None:
    blank = slip.make(code, {}, knowledge=KNOWLEDGE)
    filled = slip.sample(code, knowledge=KNOWLEDGE)
    for one in (blank, filled):
        assert one.pdf.startswith(b"%PDF")
        assert not one.layout.missing
        assert bool(one.letter.number) == (code == COVER and one is filled)
    assert "【" not in filled.letter.text
    assert len(filled.layout.pages) == 1


def test_no_slip_is_listed_among_the_letters() -> None:
    listed = {one["code"] for one in forms_document(KNOWLEDGE, slip.date(2026, 11, 22))}
    assert not listed & set(CODES)


def test_the_counter_form_asks_for_no_purpose_article_29() -> None:
    words = slip.sample("application").letter.text
    assert "用途" not in words.replace("不需要说明用途", "")
    for asked in ("姓", "证件号码", "联系电话", "名称、文号", "提供方式", "获取途径"):
        assert asked in words


def test_the_approval_slip_names_every_signature() -> None:
    words = slip.sample("approval").letter.text
    steps = [step.title for step in load_factory_chain() if step.signs]
    for words_of_step in ("科室拟办意见", "保密审查", *steps):
        assert words_of_step in words
    assert "校" in words
    assert "3FA91C07" in words


def test_lists_take_rows_by_column_name() -> None:
    rows = [{"mail_no": "10000000000000", "sender": "某人"}, {"sender": "另一人"}]
    words = text_of(slip.render("mail_book", {"mails": rows}, knowledge=KNOWLEDGE))
    assert "10000000000000" in words
    assert "另一人" in words


def test_a_long_list_goes_over_with_its_head() -> None:
    rows = [{"title": f"材料{number}"} for number in range(60)]
    made = slip.make("file_contents", {"entries": rows}, knowledge=KNOWLEDGE)
    assert len(made.layout.pages) > 2
    assert all(any(line.text == "题名" for line in page.lines) for page in made.layout.pages[:-1])


@pytest.mark.parametrize(
    ("code", "data", "named"),
    [
        ("nothing", {}, "nothing"),
        ("approval", {"colour": "red"}, "colour"),
        ("mail_book", {"mails": [{"colour": "red"}]}, "colour"),
        ("mail_book", {"mails": "两件"}, "mails"),
        ("reminder", {"reply_by": "明天"}, "reply_by"),
    ],
)
def test_wrong_data_is_named(code: str, data: dict[str, object], named: str) -> None:
    with pytest.raises(UserError, match=named):
        slip.make(code, data, knowledge=KNOWLEDGE)


def test_a_request_fills_its_own_slip(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-016")
    words = text_of(slip.for_request(sample, request, "approval", {"draft_no": "第3稿"}))
    assert "2026-016" in words
    assert "水某己" in words
    assert "第3稿" in words
