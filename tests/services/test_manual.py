"""使用手册、一页通: whole, readable as files, one page each for the guides."""

import io
import re
from datetime import date

import pypdfium2
import pytest
from PIL import Image

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.help import load_first_hour, load_help
from gongkai_desktop.services import manual

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The manual from plain pictures of the right names."""
    folder = tmp_path_factory.mktemp("manual")
    buffer = io.BytesIO()
    Image.new("RGB", (1093, 614), "white").save(buffer, "PNG")
    names = sorted(manual.picture_names())
    shots = [folder / f"{at:02d}-{name}.png" for at, name in enumerate(names)]
    for shot in shots:
        shot.write_bytes(buffer.getvalue())
    return folder, shots, manual.write_manual(folder / "手册", shots, DAY)


def text_of(path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join(pages[at].get_textpage().get_text_range() for at in range(len(pages)))


def test_every_topic_field_and_key_is_in_the_manual(made):
    folder, _, files = made
    page = (folder / "手册" / manual.HTML).read_text(encoding="utf-8")
    told = text_of(folder / "手册" / manual.PDF)
    flat = "".join(told.split())
    for topic in load_help().topics:
        assert topic.title in page
        assert "".join(topic.title.split()) in flat, topic.key
    for title, _ in load_help().fields.values():
        assert title in page
    assert "Ctrl+K" in page
    assert len(files) == 5


def test_the_page_needs_nothing_outside_itself(made):
    folder, shots, _ = made
    page = (folder / "手册" / manual.HTML).read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") >= len(shots)
    assert "http" not in page
    assert "<script" not in page


def test_each_guide_is_one_page(made):
    for guide in made[2][2:]:
        assert len(pypdfium2.PdfDocument(guide)) == 1, guide.name


def test_a_guide_bears_the_office_s_name(sample):
    pages = pypdfium2.PdfDocument(manual.guide_pdf(sample, "leader"))
    assert "望山县自然资源局" in pages[0].get_textpage().get_text_range()


def test_a_picture_that_was_not_made_is_named(made, tmp_path):
    with pytest.raises(UserError, match="工作台"):
        manual.write_manual(tmp_path, [one for one in made[1] if "-工作台" not in one.name], DAY)


def test_the_first_hour_is_told_step_by_step_with_its_pictures(made):
    flat = "".join(text_of(made[0] / "手册" / manual.PDF).split())
    for step in load_first_hour().steps:
        assert "".join(step.title.split()) in flat, step.title


def test_the_contents_and_the_index_name_the_right_pages(made):
    document = pypdfium2.PdfDocument(made[0] / "手册" / manual.PDF)
    texts = [page.get_textpage().get_text_range() for page in document]
    flat = ["".join(text.split()) for text in texts]
    count = len(document)
    assert f"第{count}页共{count}页" in flat[-1]
    lines = [line.strip() for text in texts[1:4] for line in text.splitlines()]
    for title in ("1　第一小时", "3.1　登记簿", "快捷键", "索引"):
        at = next(at for at, line in enumerate(lines) if line.startswith(title))
        page = int(re.search(r"(\d+)$", lines[at] if lines[at] != title else lines[at + 1])[1])
        assert "".join(title.split()) in flat[page - 1], title
    entry = re.search(r"补正((?:\d+、)*\d+)", flat[-1] + flat[-2])
    assert all("补正" in flat[int(page) - 1] for page in entry.group(1).split("、"))


def test_no_page_of_the_manual_is_empty(made):
    document = pypdfium2.PdfDocument(made[0] / "手册" / manual.PDF)
    furniture = len(f"{manual.TITLE}版本0.1.0第10页共60页") + 16
    for at, page in enumerate(document, start=1):
        words = "".join(page.get_textpage().get_text_range().split())
        pictures = any(one.type == 3 for one in page.get_objects(max_depth=2))
        assert pictures or len(words) > furniture, at


def test_pictures_stand_in_the_file_with_their_palette_and_colours(made, tmp_path):
    shots = made[1]
    buffer = io.BytesIO()
    Image.new("RGB", (1093, 614), (31, 79, 139)).save(buffer, "PNG")
    coloured = [tmp_path / shot.name for shot in shots]
    for shot in coloured:
        shot.write_bytes(buffer.getvalue())
    pdf = manual.write_manual(tmp_path / "手册", coloured, DAY)[1]
    assert b"/Indexed" in pdf.read_bytes()
    document = pypdfium2.PdfDocument(pdf)
    page = next(one for one in document if any(o.type == 3 for o in one.get_objects(max_depth=2)))
    colours = page.render(scale=0.5).to_pil().convert("RGB").getcolors(100_000)
    assert any(count > 5_000 and colour == (31, 79, 139) for count, colour in colours)


def test_every_page_of_the_help_gives_an_example():
    assert [one.key for one in load_help().topics if not one.told.example] == []


def test_what_rests_on_law_names_its_article():
    without = {one.key for one in load_help().topics if not one.told.article}
    assert without == {
        *("search", "keys", "print", "undo", "practice"),  # the program's own ways
        *("request.hand_out", "request.precedents", "request.bring_in"),
        *("review.handled", "review.versions", "ledger", "precedent", "annual.statistics"),
        *("settings.forms", "settings.law", "settings.look", "settings.about"),
    }
