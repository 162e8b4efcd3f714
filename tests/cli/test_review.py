"""``gongkai review``: the shape of the contract, exit codes, other files still answered."""

import json

import docx

from tests.cli.conftest import Run

KEYS = {"rule", "gate", "severity", "start", "end", "text", "message", "suggestion", "place"}


def test_a_file_with_a_mark_exits_1_and_names_the_place(run: Run, written):
    path = written("稿.txt", "\ufeff关于情况的报告\n秘密★10年\n")
    answer = run("review", path, "--json")
    assert answer.code == 1
    (file,) = answer.document["files"]
    assert (file["path"], file["chars"], file["unscanned"]) == (str(path), 15, [])
    (finding,) = file["findings"]
    assert set(finding) >= KEYS
    assert (finding["rule"], finding["gate"], finding["severity"]) == ("BM01", "保密", "严重")
    assert (finding["start"], finding["end"], finding["text"]) == (8, 14, "秘密★10年")
    assert finding["place"] == "第2行"


def test_clean_text_from_standard_input_exits_0(run: Run):
    answer = run("review", "--stdin", "--json", stdin="关于做好防汛工作的通知")
    assert (answer.code, answer.document["files"][0]["findings"]) == (0, [])


def test_an_unreadable_file_is_named_and_the_others_are_answered(run: Run, written, tmp_path):
    good = written("好.txt", "身份证号340102")
    answer = run("review", tmp_path / "没有.txt", good, "--json")
    assert answer.code == 2
    assert answer.err.count("\n") == 1 and "没有.txt" in answer.err
    assert [file["path"] for file in json.loads(answer.out)["files"]] == [str(good)]


def test_nothing_to_scan_is_bad_usage(run: Run):
    run("review").refused("没有给出要扫描的文件")


def test_lines_for_people_say_severity_gate_and_place(run: Run, written):
    path = written("稿.txt", "联系电话：13812345678")
    answer = run("review", path)
    assert answer.code == 1
    assert "高 保密 YS03 第1行 “13812345678”" in answer.out


def test_any_kind_of_file_is_read_and_what_is_hidden_is_placed(run: Run, tmp_path):
    page = docx.Document()
    page.add_paragraph("名单").add_run("13812345678").font.hidden = True
    page.save(tmp_path / "名单.docx")
    (tmp_path / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    answer = run("review", tmp_path / "名单.docx", tmp_path / "照片.png", "--json")
    word, picture = answer.document["files"]
    phone = next(one for one in word["findings"] if one["rule"] == "YS03")
    assert phone["place"] == "第1段（隐藏的文字）"
    assert picture["unscanned"] == [{"where": "全文", "why": "图片中的文字没有扫描；请人工查看"}]
