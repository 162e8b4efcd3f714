"""The shipped checklist, and one an office wrote itself."""

from __future__ import annotations

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.checklists import check_review_checklist, load_review_checklist


def test_the_shipped_checklist_has_the_gates_of_the_five_plans() -> None:
    checklist = load_review_checklist()
    titles = [gate.title for gate in checklist.gates]
    for gate in ("政治关", "政策关", "法律关", "保密关", "文字关"):
        assert gate in titles
    assert "表述、时机、方式" in titles
    assert all(6 <= len(gate.questions) <= 12 for gate in checklist.gates if gate.key == "politics")
    assert any(question.star for gate in checklist.gates for question in gate.questions)


def test_questions_name_only_kinds_and_channels_there_are() -> None:
    checklist = load_review_checklist()
    for gate in checklist.gates:
        for question in gate.questions:
            assert set(question.kinds) <= set(checklist.kinds), question.text
            assert set(question.channels) <= set(checklist.channels), question.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kinds = [", "TOML"),
        ('[[gate]]\nkey = "a"\n', "缺少该项"),
        (
            '[[gate]]\nkey="a"\ntitle="关"\n[[gate.question]]\nkey="q"\ntext="一"\n'
            '[[gate.question]]\nkey="q"\ntext="二"\n',
            "用了两次",
        ),
    ],
)
def test_a_checklist_that_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_review_checklist(text, "本单位的清单")
