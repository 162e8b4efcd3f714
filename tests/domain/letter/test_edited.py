"""The words of an edited Word file as a letter again."""

from datetime import date

from gongkai_desktop.domain.letter.composed import ComposedLetter
from gongkai_desktop.domain.letter.edited import composed_of_text

TEXT = """望山县自然资源局
政府信息公开申请答复书
望资公开答〔2026〕3号
窦某庚：
本机关于2026年11月2日收到您的申请。
一、关于第一项，予以公开。
附件：1. 批复（6页）
望山县自然资源局
（盖章处）
2026年11月16日
（联系机构：办公室；电话：0000-0000001）
附件1
批复全文"""
HELD = ComposedLetter(code="C1", title="旧标题", organ="旧署名", register_no="2026-001")


def test_every_line_of_the_file_stands_somewhere_on_the_pages() -> None:
    made = composed_of_text(TEXT, HELD, date(2026, 11, 20))
    assert made.title == "望山县自然资源局政府信息公开申请答复书"
    assert (made.number, made.addressee) == ("望资公开答〔2026〕3号", "窦某庚")
    assert (made.organ, made.letter_date) == ("望山县自然资源局", date(2026, 11, 16))
    assert made.note == "联系机构：办公室；电话：0000-0000001"
    assert [one.text for one in made.paragraphs] == [
        "本机关于2026年11月2日收到您的申请。",
        "一、关于第一项，予以公开。",
        "附件：1. 批复（6页）",
        "附件1",
        "批复全文",
    ]
    assert made.register_no == "2026-001"


def test_a_file_without_head_or_foot_keeps_its_words() -> None:
    made = composed_of_text("只有一段话。", HELD, date(2026, 11, 20))
    words = made.title + "".join(one.text for one in made.paragraphs)
    assert words == "只有一段话。"
    assert (made.organ, made.letter_date, made.note) == ("", None, "")
