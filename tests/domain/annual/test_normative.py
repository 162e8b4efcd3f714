"""表一 行政规范性文件: 制发 of the year, 废止 with those that lapsed, 现行有效 at its end."""

from gongkai_desktop.domain.annual.normative import document_counts

ROWS = [
    {"normative": "是", "made": "2025-03-01", "validity": "有效"},
    {"normative": "是", "made": "2025-05-01", "validity": "废止", "changed": "2026-02-01"},
    {"normative": "是", "made": "2020-05-01", "validity": "失效", "changed": "2025-12-31"},
    {"normative": "是", "made": "2019-05-01", "validity": "废止", "changed": "2024-06-01"},
    {"normative": "是", "made": "2018-05-01", "validity": "已修改", "changed": "2024-06-01"},
    {"normative": "是", "made": "2026-01-05", "validity": "有效"},
    {"normative": "否", "made": "2025-06-01", "validity": "有效"},
]


def test_counts_of_a_year() -> None:
    assert document_counts(ROWS, 2025) == {"docs_made": 2, "docs_repealed": 1, "docs_valid": 3}
    assert document_counts(ROWS, 2026) == {"docs_made": 1, "docs_repealed": 1, "docs_valid": 3}


def test_in_force_follows_from_year_to_year() -> None:
    """X2: in force now = a year ago + made − ended."""
    for year in range(2019, 2027):
        now, before = document_counts(ROWS, year), document_counts(ROWS, year - 1)
        assert now["docs_valid"] == (
            before["docs_valid"] + now["docs_made"] - now["docs_repealed"]
        ), year


def test_without_normative_documents_nothing_is_said() -> None:
    assert document_counts([{"normative": "否", "made": "2025-01-01"}], 2025) == {}
    assert document_counts([{"normative": "是", "made": ""}], 2025) == {}
