"""Forms an office edits: paragraphs and fields in and out of TOML, layers, restore, conflicts."""

from __future__ import annotations

import tomllib

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.draft import DraftField, DraftPart
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.letter_draft import draft_text, read_draft, shipped_text
from gongkai_desktop.library.letters import read_form_text, shipped_letters, shipped_slips
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import letter_form
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace


@pytest.fixture
def office(empty: Workspace) -> Workspace:
    return empty


KEYS = [one.key for one in (*shipped_letters(), *shipped_slips())]


def state(office, key: str):
    return next(one for one in letter_form.forms(office) if one.key == key)


@pytest.mark.parametrize("key", KEYS)
def test_a_form_opened_and_kept_says_the_same(key: str) -> None:
    law = load_law_book()
    text = shipped_text(key)
    draft = read_draft(key, text, read_form_text(key, text, law))
    assert without_empty(draft_text(draft)) == without_empty(text)


def without_empty(text: str) -> dict:
    """The form; an empty sample says no more than none."""
    values = tomllib.loads(text)
    fields = values.get("field", [])
    values["field"] = [{k: v for k, v in one.items() if v != ""} for one in fields]
    return values


def with_last_words(draft, words: str):
    at = max(i for i, one in enumerate(draft.parts) if not one.fixed)
    part = attrs.evolve(draft.parts[at], text=draft.parts[at].text + words)
    return attrs.evolve(draft, parts=(*draft.parts[:at], part, *draft.parts[at + 1 :]))


def test_an_edited_form_is_printed_kept_and_restored(office) -> None:
    draft = with_last_words(letter_form.open_draft(office, "letters/C12"), "特此告知。")
    assert letter_form.sample_page(office, the_press(), draft).startswith(b"%PDF")
    letter_form.save(office, draft)
    office = office.reloaded()
    assert state(office, "letters/C12").layer is Layer.OFFICE
    form = office.knowledge.forms.get("C12")
    assert any("特此告知。" in part.text for part in form.item_parts)
    letter_form.restore(office, "letters/C12")
    office = office.reloaded()
    assert state(office, "letters/C12").layer is Layer.SHIPPED


def test_the_office_goes_before_the_county(office) -> None:
    county = with_last_words(letter_form.open_draft(office, "letters/C12"), "县里的话。")
    letter_form.save(office, county, Layer.COUNTY)
    letter_form.save(office, with_last_words(county, "本局的话。"))
    office = office.reloaded()
    text = letter_form.text_in_force(office, "letters/C12")
    assert "本局的话。" in text
    letter_form.restore(office, "letters/C12")
    assert "本局的话。" not in letter_form.text_in_force(office, "letters/C12")
    assert "县里的话。" in letter_form.text_in_force(office, "letters/C12")


def test_common_paragraphs_can_be_made_the_form_s_own(office) -> None:
    draft = letter_form.open_draft(office, "letters/C12")
    at = next(i for i, one in enumerate(draft.parts) if one.shared == "searched")
    own = letter_form.own_paragraphs(draft.parts[at])
    assert own and all(not one.shared and one.item for one in own)
    changed = attrs.evolve(draft, parts=(*draft.parts[:at], *own, *draft.parts[at + 1 :]))
    assert letter_form.sample_page(office, the_press(), changed) == letter_form.sample_page(
        office, the_press(), draft
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (DraftPart(text="{不认识}"), "不是已知的标签"),
        (DraftPart(text="好", when=("下雨",)), "不是已知的条件"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(office, wrong: DraftPart, words: str) -> None:
    draft = letter_form.open_draft(office, "letters/C12")
    with pytest.raises(UserError, match=words):
        letter_form.save(office, attrs.evolve(draft, parts=(*draft.parts, wrong)))
    assert state(office, "letters/C12").layer is Layer.SHIPPED


def test_a_field_of_the_office_s_own(office) -> None:
    draft = letter_form.open_draft(office, "letters/A1")
    field = DraftField(name="own_1", label="受理窗口", help="收件的窗口", sample="3号窗口")
    part = DraftPart(text="收件窗口为{受理窗口}。", rest={"block": "facts"})
    letter_form.save(
        office, attrs.evolve(draft, fields=(*draft.fields, field), parts=(*draft.parts, part))
    )
    office = office.reloaded()
    made = letter_service.render(
        office.knowledge,
        the_press(),
        letter_service.the_unit(office),
        "A1",
        {},
        profile=letter_service.Profile.DRAFT,
        today=office.today,
    )
    assert "收件窗口为3号窗口。" in made.composition.letter.text


def test_a_changed_shipped_form_is_shown_beside_ours(office) -> None:
    draft = with_last_words(letter_form.open_draft(office, "letters/C12"), "本局的话。")
    letter_form.save(office, draft)
    with office.change("旧版本留下的") as change:
        text = letter_form.text_in_force(office, "letters/C12")
        change.entries.put("office", "letters/C12", text, "0" * 16)
    assert state(office, "letters/C12").changed
    assert "本局的话。" not in letter_form.text_in_force(office, "letters/C12", Layer.SHIPPED)
    letter_form.keep_ours(office, "letters/C12")
    assert not state(office, "letters/C12").changed
    assert "本局的话。" in letter_form.text_in_force(office, "letters/C12")


def test_a_form_that_no_longer_reads_does_not_shut_the_office_out(office) -> None:
    with office.change("旧版本留下的") as change:
        text = shipped_text("letters/C12").replace("{职责依据}", "{从前的字段}")
        change.entries.put("office", "letters/C12", text, "0" * 16)
    office = office.reloaded()
    assert "从前的字段" in state(office, "letters/C12").broken
    assert office.knowledge.forms.get("C12").item_parts
    assert letter_form.open_draft(office, "letters/C12").parts


def test_a_form_goes_out_as_a_file_and_comes_in_as_the_county_s(office, tmp_path) -> None:
    path = tmp_path / "C12.toml"
    letter_form.write_out(office, "letters/C12", path)
    with pytest.raises(UserError, match="代号"):
        letter_form.take_in(office, "letters/C13", path, Layer.COUNTY)
    letter_form.take_in(office, "letters/C12", path, Layer.COUNTY)
    assert state(office, "letters/C12").layer is Layer.COUNTY
