"""The figures of a report as digits on paper (product.md §6.3, Could): whole, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.annual.cells import SHAPE_2021
from gongkai_desktop.domain.annual.tables import AnnualReport, report_of_cells
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.paper_code import PaperCode, cell_paths, decoded, encoded

PATHS = cell_paths(SHAPE_2021)
SEAL = "0f3c9a7e" + "0" * 56


def report(cells: dict[str, str]) -> AnnualReport:
    return report_of_cells(2025, cells)


def code_of(made: AnnualReport, unit_code: str = "11370202MB1234567X", edition: int = 2) -> str:
    told = PaperCode(unit_code=unit_code, edition=edition, seal=SEAL, report=made)
    return encoded(told, SHAPE_2021)


def read(digits: str) -> PaperCode:
    return decoded(digits, lambda year: SHAPE_2021)


def test_every_cell_of_the_form_is_in_it() -> None:
    """表二 alone has 25 rows of 7; the 147 numbers of its results are among them."""
    assert len(PATHS) == 10 + 25 * 7 + 3 * 5
    assert len(set(PATHS)) == len(PATHS)


figures = st.dictionaries(
    st.sampled_from([path for path in PATHS if "fee" not in path]),
    st.integers(0, 999_999_999).map(str),
    max_size=200,
)


@given(figures, st.decimals(0, 10**8, places=4), st.integers(1, 99))
def test_what_is_printed_is_what_is_read(cells, fee, edition) -> None:
    made = report({**cells, "table1.fee_amount_wan": str(fee)})
    digits = code_of(made, edition=edition)
    assert digits.isdecimal()
    found = read(digits)
    assert (found.unit_code, found.edition, found.seal) == ("11370202MB1234567X", edition, SEAL[:8])
    for path in PATHS:
        assert found.report.number(path) == made.number(path), path


def test_blank_cells_stay_blank_and_a_stroke_counts_as_nothing() -> None:
    made = report({"table1.docs_made": "", "table2.r1_new.natural": "/"})
    found = read(code_of(made)).report
    assert found.cell("table1.docs_made") is None
    assert found.cell("table2.r1_new.natural") == 0


@pytest.mark.parametrize("wrong", ["3.5", "-1", "约10件", "9999999999"])
def test_a_figure_that_digits_cannot_say_leaves_the_sheet_without_a_code(wrong) -> None:
    assert code_of(report({"table2.r1_new.natural": wrong})) == ""


def test_fees_keep_their_cents() -> None:
    found = read(code_of(report({"table1.fee_amount_wan": "123456.789012"}))).report
    assert found.number("table1.fee_amount_wan") == Decimal("123456.789012")


@given(st.data())
def test_one_digit_wrong_or_two_exchanged_or_a_lost_end_are_refused(data) -> None:
    digits = code_of(report({"table2.r1_new.natural": "22", "table2.r1_new.total": "22"}))
    at = data.draw(st.integers(5, len(digits) - 2))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[at]]))
    wrong = [digits[:at] + other + digits[at + 1 :], digits[:at], digits + "0"]
    if digits[at] != digits[at + 1]:
        wrong.append(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    for one in wrong:
        with pytest.raises(UserError, match=r"不完整|读错"):
            read(one)


def test_what_an_input_method_does_to_digits_is_undone() -> None:
    digits = code_of(report({}))
    wide = "".join(chr(ord(one) + 0xFEE0) for one in digits)
    assert read(f" {wide[:50]}\r\n{wide[50:]}\n").unit_code == "11370202MB1234567X"


@pytest.mark.parametrize("other", ["", "6901234567892", "https://example.test/", "七四九三一"])
def test_another_code_is_told_from_ours(other) -> None:
    with pytest.raises(UserError, match="不是报送单上的二维码"):
        read(other)


def test_a_full_report_stays_printable() -> None:
    """All cells of three digits: still fewer modules than a printer of 300 dpi blurs at 46 mm."""
    segno = pytest.importorskip("segno")
    digits = code_of(report({path: "123" for path in PATHS if path.startswith("table2")}))
    modules = segno.make_qr(digits, mode="numeric", error="m", boost_error=False).symbol_size()[0]
    assert 46 / modules > 0.45  # millimetres a module
