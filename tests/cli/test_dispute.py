"""``dispute`` from a shell: a review or suit recorded, its own limit told, shown and listed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

TODAY = ("--today", "2026-11-22")
REVIEW = {
    "kind": "行政复议",
    "received": "2026-11-17",
    "organ": "望山县人民政府",
    "case_no": "望府复〔2026〕40号",
    "procedure": "普通",
}
Write = Callable[[str, Any], Path]


def test_a_review_is_recorded_with_its_own_limit(run: Run, office: Path, written: Write) -> None:
    """行政复议法第四十八条: ten working days from the copy."""
    here = ("--office", office, *TODAY)
    done = run("dispute", "add", "2026-011", written("复议.json", REVIEW), *here, "--json")
    assert done.code == 0
    said = done.document
    assert (said["kind"], said["own_limit"], said["result"]) == ("review", "2026-12-01", "pending")
    (shown,) = run("dispute", "show", "2026-011", *here, "--json").document
    assert (shown["case_no"], shown["status"]) == ("望府复〔2026〕40号", "剩7个工作日")
    listed = run("dispute", "list", *here, "--json").document
    assert len(listed) == 16
    words = run("dispute", "show", "2026-011", *here).out
    assert "提交复议答复书和证据、依据期限2026-12-01" in words


def test_a_suit_after_review_with_its_ruling_in_words(
    run: Run, office: Path, written: Write
) -> None:
    """The ruling names the column of 表三; an order opens the request again."""
    here = ("--office", office, *TODAY)
    ended = {
        **REVIEW,
        "ruling": "撤销并责令重新答复",
        "concluded": "2026-11-19",
        "decision_no": "望府复决〔2026〕40号",
        "decision_received": "2026-11-20",
        "reanswer": True,
    }
    done = run("dispute", "add", "2026-011", written("复议.json", ended), *here, "--json")
    assert (done.code, done.document["result"]) == (0, "corrected")
    assert done.document["reanswer_state"].startswith("待重新答复")
    table = run("annual", "compile", "2026", *here, "--json").document["table3"]
    assert table["review"]["corrected"] == 1


def test_doubts_are_told_and_what_cannot_be_is_one_line(
    run: Run, office: Path, written: Write
) -> None:
    here = ("--office", office, *TODAY)
    suit = {"kind": "复议后起诉", "received": "2026-11-17", "法院": "某院"}
    done = run("dispute", "add", "2026-011", written("诉讼.json", suit), *here, "--json")
    assert "没有登记过行政复议" in done.document["doubts"][0]
    assert "法院" in done.err
    for wrong, words in (
        ({"kind": "仲裁", "received": "2026-11-17"}, "可填"),
        ({"kind": "review"}, "收到副本"),
        ({"kind": "review", "received": "2026-11-40"}, "received"),
        ({**REVIEW, "ruling": "判决驳回"}, "ruling"),
        ({**REVIEW, "hearings": "12月3日"}, "hearings"),
        ({**REVIEW, "reanswer_days": 0}, "reanswer_days"),
        ([REVIEW], "不是一个对象"),
    ):
        run("dispute", "add", "2026-011", written("错.json", wrong), *here).refused(words)
    run("dispute", "add", "2026-999", written("复议.json", REVIEW), *here).refused("2026-999")


def test_a_case_over_several_requests_is_shown_with_each_and_not_taken_twice(
    run: Run, office: Path, written: Write
) -> None:
    """One case counts once in 表三; the refusal names the request it stands under."""
    here = ("--office", office, *TODAY)
    joint = written("并案.json", {**REVIEW, "also": ["2026-012"]})
    assert run("dispute", "add", "2026-011", joint, *here, "--json").document["also"] == [
        "2026-012"
    ]
    (shown,) = run("dispute", "show", "2026-012", *here, "--json").document
    assert shown["register_no"] == "2026-011"
    again = run("dispute", "add", "2026-013", written("再次.json", REVIEW), *here)
    assert again.code != 0
    assert "2026-011" in again.err
    assert len(run("dispute", "list", *here, "--json").document) == 16
    wrong = run("dispute", "add", "2026-013", written("错.json", {**REVIEW, "also": "1"}), *here)
    assert "also 应为登记号的列表" in wrong.err
