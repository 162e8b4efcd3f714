"""Saved web pages: what a browser shows by paragraph and cell; all else is told as hidden."""

import pytest

from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.review.source import Source

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>公示名单</title>
<meta name="keywords" content="低保"><style>.no, p.x {{display:none}} .y {{color:red}}</style>
<script>var a="脚本 13800000000";</script></head><body><h1>关于<b>公示</b>的通知</h1>
<!-- 先不发 --><p>第一<span>段</span>文字&amp;符号</p><p class="no">藏<b>一</b></p>
<p class="x y">藏二</p><div hidden>藏三</div><div style="DISPLAY: none">藏四</div>裸文字<br>换行
<table><tr><th>姓名</th><th>电话</th></tr><tr><td>张<i>某</i></td><td>0393</td></tr></table>
<img src="a.png" alt="说明"><input type=hidden value="令牌"><input value="填的值">
</body></html>"""


def read(text: str) -> Source:
    return read_source(text.encode(), "a.html")


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gbk"), ("gbk", "utf-8"), ("", "gbk")]
)
def test_what_a_browser_shows(charset: str, encoding: str) -> None:
    source = read_source(PAGE.format(charset=charset).encode(encoding), "a.htm")
    shown = [(one.place, source.words(one)) for one in source.spans if not one.hidden]
    assert [words for _, words in shown] == [
        *("公示名单", "关于公示的通知", "第一段文字&符号", "裸文字", "换行"),
        *("姓名", "电话", "张某", "0393", "填的值"),
    ]
    assert shown[5:9] == [
        ("表1第1行第1列", "姓名"),
        ("表1第1行第2列", "电话"),
        ("表1第2行第1列", "张某"),
        ("表1第2行第2列", "0393"),
    ]
    assert "张某\t0393" in source.text
    assert "脚本" not in source.text


def test_what_only_the_source_holds() -> None:
    source = read(PAGE.format(charset="utf-8"))
    assert {source.words(one) for one in source.spans if one.hidden} == {
        *("藏一", "藏二", "藏三", "藏四", "先不发", "低保", "说明", "令牌"),
    }
    assert [one.where for one in source.unscanned] == ["图片和嵌入的内容"]


def test_hostile_pages_are_read_as_far_as_they_go() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]><p>&b;头</p>'
    assert "头" in read(bomb).text
    assert len(read(bomb).text) < 200
    deep = read("<div>" * 60_000 + "深处")
    assert "深处" in deep.text or deep.unscanned
    assert read("<table><td><tr><p>乱</table></td>").text == "乱"


def test_a_text_file_is_text_whatever_it_holds() -> None:
    source = read_source(b"<html><p>a</p>", "a.txt")
    assert source.text == "<html><p>a</p>"
