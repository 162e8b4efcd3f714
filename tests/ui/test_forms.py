"""文书格式 and 标题与版式 in the window: edited, printed on samples, kept, restored."""

import pytest

from gongkai_desktop.domain.unit import LetterLayout, TitleStyle
from gongkai_desktop.ui.settings.forms import FormsPart
from gongkai_desktop.ui.settings.letter_style import StylePart


@pytest.fixture
def part(context, qtbot) -> FormsPart:
    made = FormsPart(context, lambda: None)
    qtbot.addWidget(made)
    return made


def own_cards(part: FormsPart):
    return [card for card in part.paragraphs.cards if card.words is not None]


def test_what_is_shown_is_what_ships(part, context) -> None:
    assert part.draft() == context.ports.forms.draft("letters/C12")


def test_words_are_edited_and_kept(part, context) -> None:
    card = own_cards(part)[0]
    card.words.setPlainText(card.words.toPlainText() + "另附说明。")
    part.save()
    kept = context.ports.forms.saved["letters/C12"]
    assert any("另附说明。" in one.text for one in kept.parts)
    assert part.form.currentText().endswith("（本机关改过）")
    assert part.undo.isEnabled()


def test_a_placeholder_goes_where_the_cursor_is(part) -> None:
    card = own_cards(part)[0]
    card.entered.emit(card.words)
    part.paragraphs.insert("{登记编号}")
    assert "{登记编号}" in card.part().text


def test_what_is_wrong_is_said_and_not_kept(part, context, qtbot) -> None:
    own_cards(part)[0].words.setPlainText("{没有的字段}")
    part.test_print()
    qtbot.waitUntil(lambda: "没有的字段" in part.trouble.accessibleName())
    part.save()
    assert context.ports.forms.saved == {}


def test_common_paragraphs_become_the_form_s_own(part) -> None:
    at = next(i for i, card in enumerate(part.paragraphs.cards) if card.part().shared == "searched")
    part.paragraphs.cards[at].expanded.emit()
    assert part.paragraphs.cards[at].words is not None
    assert "检索范围" in part.paragraphs.cards[at].part().text


def test_conditions_are_chosen_from_the_closed_list(part) -> None:
    card = own_cards(part)[0]
    at = card.condition.findText("当“已补正”")
    card.condition.setCurrentIndex(at)
    assert card.part().when == ("已补正",)


def test_a_paragraph_is_added_moved_and_removed(part) -> None:
    count = len(part.paragraphs.cards)
    part.paragraphs._add(item=True)
    fresh = next(card for card in own_cards(part) if not card.words.toPlainText())
    fresh.words.setPlainText("新的一段。")
    fresh.moved.emit(-1)
    texts = [card.part().text for card in part.paragraphs.cards]
    assert len(texts) == count + 1
    part.paragraphs.cards[texts.index("新的一段。")].removed.emit()
    assert len(part.paragraphs.cards) == count


def test_a_field_is_added(part) -> None:
    part.fields._add()
    part.fields.cards[-1].name.setText("受理窗口")
    assert part.draft().fields[-1].label == "受理窗口"
    assert part.draft().fields[-1].name == "own_1"


def test_cells_of_a_sheet_are_edited(part) -> None:
    part.form.setCurrentIndex(part.form.findData("letters/F2"))
    part.cells._cells[0][1].setText("登记号")
    assert part.draft().cells[0].label == "登记号"


def test_both_wordings_are_looked_at_before_choosing(context, qtbot) -> None:
    forms = context.ports.forms
    forms.save(forms.draft("letters/C12"))
    forms.changed = True
    part = FormsPart(context, lambda: None)
    qtbot.addWidget(part)
    assert not part.choice.isHidden()
    part.choice.theirs.click()
    assert part.choice.ours.isEnabled()
    part.choice.keep.click()
    assert part.choice.isHidden()


def test_the_style_is_shown_and_kept(context, office, qtbot) -> None:
    part = StylePart(context, lambda: None)
    qtbot.addWidget(part)
    part.titles.setCurrentIndex(1)
    part.layout_kind.setCurrentIndex(2)
    assert not part.head.isHidden()
    part.submit()
    assert office.unit_kept.title_style is TitleStyle.OWN
    assert office.unit_kept.layout is LetterLayout.PREPRINTED
