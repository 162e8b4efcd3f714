"""文号登记: every serial accounted for, whichever family of numbers the office uses."""

from gongkai_desktop.domain.letter.number_list import NumberState, NumberUse, number_lines


def use(number: str) -> NumberUse:
    return NumberUse(number=number, state=NumberState.USED)


def told(*numbers: str, counters=None, explained=None) -> list[tuple[str, str]]:
    lines = number_lines([use(one) for one in numbers], counters or {}, explained or {}, 2026)
    return [(one.use.number, one.use.state.value) for one in lines]


def test_a_serial_that_no_letter_bears_is_a_gap() -> None:
    assert told("望资公开答〔2026〕1号", counters={("望资公开答", 2026): 3}) == [
        ("望资公开答〔2026〕1号", "在用"),
        ("望资公开答〔2026〕2号", "空号"),
        ("望资公开答〔2026〕3号", "空号"),
    ]


def test_numbers_of_cases_are_listed_and_a_case_without_a_letter_is_no_gap() -> None:
    """案号加后缀: the serial is the case's own, so that nothing was skipped."""
    assert told(
        "望资公开〔2026〕18号—公告", "望资公开〔2026〕18号—补", "望资公开〔2026〕3号—收"
    ) == [
        ("望资公开〔2026〕3号—收", "在用"),
        ("望资公开〔2026〕18号—公告", "在用"),
        ("望资公开〔2026〕18号—补", "在用"),
    ]


def test_a_counter_with_the_kind_behind_it_has_gaps_like_any_other() -> None:
    """沪浦信息公开〔年〕第n号-公告 counts on over all kinds."""
    lines = told(
        "望资公开〔2026〕1号—收",
        "望资公开〔2026〕3号—公告",
        counters={("望资公开", 2026): 3},
        explained={"望资公开〔2026〕2号": "错取"},
    )
    assert [state for _, state in lines] == ["在用", "空号", "在用"]
    assert lines[1][0] == "望资公开〔2026〕2号"


def test_other_years_stay_out() -> None:
    assert told("望资公开〔2025〕1号—收", "望资公开答〔2025〕2号") == []
