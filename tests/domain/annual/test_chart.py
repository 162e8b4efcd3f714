"""Charts: every number has its bar and its words, and nothing leaves the ground it is drawn on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.annual.chart import (
    MONTHS,
    TEXT,
    Bar,
    Chart,
    Rule,
    Series,
    Words,
    marks,
    scale_of,
    used_bands,
)

numbers = st.lists(st.integers(0, 20_000), min_size=12, max_size=12)


@settings(deadline=None, max_examples=40)
@given(numbers, numbers, st.booleans())
def test_every_number_is_drawn_and_named(now: list[int], before: list[int], upright: bool) -> None:
    chart = Chart(
        title="各月收到的申请",
        labels=MONTHS,
        series=(Series(name="2025年", values=(*now,)), Series(name="2024年", values=(*before,))),
        upright=upright,
    )
    drawn = list(marks(chart, 400, 200))
    legend = 2
    bars = [one for one in drawn if isinstance(one, Bar)]
    if not chart.empty:
        assert len(bars) == legend + sum(value > 0 for value in now + before)
        told = [one.text for one in drawn if isinstance(one, Words)]
        assert all(str(value) in told for value in now + before if value)
        assert set(MONTHS) <= set(told)
    for one in drawn:
        if isinstance(one, Bar):
            assert one.x >= 0 and one.x + one.width <= 400 and one.width >= 0
            assert one.y >= 0 and one.y + one.height <= 200 and one.height >= 0
        elif isinstance(one, Rule):
            assert min(one.x1, one.x2) >= 0 and max(one.x1, one.x2) <= 400
        else:
            assert TEXT * 0.8 <= one.y <= 200


def test_bars_stand_in_proportion_and_in_the_order_of_their_years() -> None:
    series = (Series(name="2025年", values=(4, 8)), Series(name="2024年", values=(2, 0)))
    chart = Chart(title="", labels=("甲", "乙"), series=series)
    first, second, third = [one for one in marks(chart, 400, 200) if isinstance(one, Bar)][2:]
    assert (first.series, second.series, third.series) == (0, 1, 0)
    assert first.width * 2 == third.width == second.width * 4
    assert first.y < second.y < third.y
    assert chart.told == "。2025年：甲4，乙8；2024年：甲2"


def test_a_year_without_requests_says_so() -> None:
    chart = Chart(title="", labels=("甲",), series=(Series(name="2025年", values=(0,)),))
    assert (
        "没有可以画的数"
        in [one.text for one in marks(chart, 400, 200) if isinstance(one, Words)][-1]
    )


def test_scales_have_round_steps() -> None:
    assert [scale_of(most) for most in (1, 5, 6, 23, 26, 143, 19_000)] == [1, 1, 2, 5, 10, 50, 5000]


def test_answers_by_working_days() -> None:
    assert used_bands([(0, 1), (5, 1), (6, 2), (20, 4), (21, 1), (41, 3)]) == (2, 2, 0, 4, 1, 3)
