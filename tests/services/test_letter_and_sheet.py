"""Letters and the clock sheet made from the register."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import clock_sheet, letter, letter_record
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of

TODAY = date(2026, 11, 22)


def test_the_receipt_names_the_request_and_its_limit(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-016")
    made = letter.make(sample, the_press(), request, "A1", {}, profile=Profile.DRAFT)
    words = made.composition.letter.text
    assert "2026-016" in words
    assert "2026年11月24日" in words
    assert "土地整治项目验收资料" in words


def test_the_pdf_says_what_was_composed(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-016")
    made = letter.make(sample, the_press(), request, "A1", {}, profile=Profile.DRAFT)
    printed = text_of(the_press().pdf(made.layout))
    assert "登记回执" in printed
    assert "水某己" in printed


def test_a_kept_letter_stands_in_the_file(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-016")
    made = letter.make(sample, the_press(), request, "A1", {}, profile=Profile.DRAFT)
    letter_record.save(sample, request, "A1", {})
    with sample.office.read() as reader:
        (kept,) = reader.letters.of_request(request.id)
    assert (kept.code, kept.composed) == ("A1", made.composition.letter)
    assert kept.entries
    assert len(kept.text_fingerprint) == 64


def test_a_kept_form_sheet_comes_back_with_its_table(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-016")
    # No letter is numbered yet: whom the paper goes to, the clerk says.
    told = {"document": "甲", "served_to": "水某己"}
    made = letter.make(sample, the_press(), request, "F1", told, profile=Profile.DRAFT)
    kept = letter_record.save(sample, request, "F1", told).letter
    with sample.office.read() as reader:
        read = reader.letters.get(kept.id)
    assert read is not None
    assert read.composed == made.composition.letter
    assert read.composed is not None
    assert read.composed.table[0].cells[1].text == "水某己"


def test_the_office_s_own_layout_and_titles_are_printed(sample: Workspace) -> None:
    unit = attrs.evolve(the_unit(sample), layout="信函格式", title_style="专用标题")
    save_unit(sample, unit)
    assert the_unit(sample) == unit
    request = request_service.request_numbered(sample, "2026-016")
    made = letter.make(sample, the_press(), request, "C12", {}, profile=Profile.DRAFT, draft_no=2)
    assert made.composition.letter.title.endswith("政府信息不存在告知书")
    first = made.layout.pages[0]
    assert any(rule.red for rule in first.rules)
    assert any("第2稿" in line.text for line in first.lines)


@pytest.mark.parametrize("code", list(load_knowledge().forms.forms))
@pytest.mark.parametrize("profile", list(Profile))
def test_every_form_renders_from_its_samples(code: str, profile: Profile, tmp_path: Path) -> None:
    data = {"letter_no": "望资公开答〔2026〕1号", "letter_date": "2026-11-22"}
    made = letter.render(
        load_knowledge(), the_press(), Unit(), code, data, profile=profile, today=TODAY
    )
    assert not made.has_errors, made.findings_document()
    pdf, docx = tmp_path / "a.pdf", tmp_path / "a.docx"
    letter.write(the_press(), made, pdf, docx)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert docx.read_bytes().startswith(b"PK")


def test_a_missing_glyph_is_an_error_never_a_box() -> None:
    made = letter.render(
        load_knowledge(),
        the_press(),
        Unit(),
        "A1",
        {"applicant": "张\U000323a0"},
        profile=Profile.DRAFT,
        today=TODAY,
    )
    assert any(finding.rule == "F06" for finding in made.findings)
    assert made.has_errors


def test_the_list_of_forms_follows_the_contract() -> None:
    forms = {form["code"]: form for form in letter.forms_document(load_knowledge(), TODAY)}
    assert forms["A1"]["remedy"] == "none"
    assert forms["C7"]["remedy"] == "review_first"
    assert forms["C3"]["remedy"] == "mixed"
    assert forms["C12"]["remedy"] == "choice"
    assert all(form["basis"] for form in forms.values())
    for form in forms.values():
        for field in form["fields"]:
            assert {"name", "label", "required", "sample"} <= set(field)


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(UserError, match="Z9"):
        letter.render(
            load_knowledge(), the_press(), Unit(), "Z9", {}, profile=Profile.DRAFT, today=TODAY
        )


def test_the_clock_sheet_counts_every_day(sample: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    pages = clock_sheet.write_sheet(sample, the_press(), "2025-005", target)
    words = text_of(target.read_bytes())
    assert pages >= 2
    assert "2025年4月30日" in words
    assert "延长10个工作日，扣除11个工作日" in words
    assert "清明节放假" in words
    assert "演示数据" in words
