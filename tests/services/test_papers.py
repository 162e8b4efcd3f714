"""Evidence bundle and archive of a request: order, pages, originals, what is missing."""

import hashlib
import io
import itertools
from datetime import date
from pathlib import Path

import attrs
import docx
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import Course, Delivery, records_of
from gongkai_desktop.services import attachment, ledger
from gongkai_desktop.services import binding as binding_service
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import papers as papers_service
from gongkai_desktop.services.archive import Closing, bind_file, close, closing_of
from gongkai_desktop.services.binding import HASHES, ORIGINALS
from gongkai_desktop.services.bundle import bundle, bundle_document, bundle_lines
from gongkai_desktop.services.request import find, register, request_numbered
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter

NUMBER = "2025-005"
REPLY_NO = "望资公开答〔2025〕5号"


def pdf(pages: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(100, 400, f"page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(buffer, "PNG")
    return buffer.getvalue()


def word() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("我单位不同意公开")
    document.save(buffer)
    return buffer.getvalue()


def put(workspace: Workspace, folder: Path, **files: bytes) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content)
        attachment.attach(workspace, NUMBER, path)


@pytest.fixture
def full(sample: Workspace, tmp_path: Path) -> Workspace:
    put(
        sample,
        tmp_path / "in",
        申请表__pdf=pdf(2),
        身份证__png=png(),
        征求意见反馈__docx=word(),
        保密审查意见__pdf=b"%PDF-1.5 broken",
        办理审批单__pdf=pdf(1),
        答复书EMS回执__png=png() + b" ",
    )
    request = request_numbered(sample, NUMBER)
    words = letter_service.compose_for(
        sample, request, "C7", {"letter_no": REPLY_NO, "letter_date": "2025-04-27"}, Profile.FINAL
    ).letter
    with sample.change("文书") as change:
        change.letters.add(
            StoredLetter(
                request_id=request.id,
                code="C7",
                number=REPLY_NO,
                letter_date=date(2025, 4, 27),
                composed=words,
            )
        )
    return sample


def corner(path: Path, at: int) -> str:
    with pypdfium2.PdfDocument(path) as document:
        page = document[at]
        width, height = page.get_size()
        box = {"left": width - 80, "bottom": height - 50, "right": width, "top": height}
        return page.get_textpage().get_text_bounded(**box).strip()


def text(path: Path, at: int) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return document[at].get_textpage().get_text_bounded().replace("\r\n", "")


def test_the_bundle_has_cover_index_and_every_paper_in_the_order_of_the_trade(
    full: Workspace, tmp_path: Path
) -> None:
    bound, _ = bundle(full, NUMBER, tmp_path / "out")
    groups = [one.paper.kind.group for one in bound.papers]
    order = list(full.knowledge.papers.groups)
    assert groups == sorted(groups, key=order.index)
    assert {"application", "receipt", "clock", "handling", "approval", "reply", "delivery"} <= {
        *groups
    }
    assert "证据材料" in text(bound.pdf, 0)
    assert "望山县人民法院" in text(bound.pdf, 0)
    index = text(bound.pdf, 1)
    for one in bound.papers:
        assert one.paper.title[:6] in index
    with pypdfium2.PdfDocument(bound.pdf) as document:
        assert len(document) == bound.pages
    assert [corner(bound.pdf, at) for at in range(bound.pages)] == [
        str(number) for number in range(1, bound.pages + 1)
    ]


def test_the_pages_named_in_the_index_are_where_the_papers_stand(
    full: Workspace, tmp_path: Path
) -> None:
    bound, _ = bundle(full, NUMBER, tmp_path)
    kept = next(one for one in bound.papers if one.paper.title == "申请表")
    assert (kept.last - kept.first, kept.pages) == (1, f"{kept.first}-{kept.last}")
    assert text(bound.pdf, kept.first - 1).startswith("page 0")
    reply = next(one for one in bound.papers if one.paper.kind.key == "reply")
    assert REPLY_NO in text(bound.pdf, reply.first - 1)
    pages = [one for one in bound.papers if not one.apart]
    for before, after in itertools.pairwise(pages):
        assert after.first == before.last + 1
    assert pages[-1].last == bound.pages


def test_what_cannot_be_bound_stays_beside_and_the_index_says_why(
    full: Workspace, tmp_path: Path
) -> None:
    bound, file = bundle(full, NUMBER, tmp_path)
    apart = {one.paper.title: one.apart for one in bound.apart}
    assert set(apart) == {"征求意见反馈", "保密审查意见"}
    assert "Word" in apart["征求意见反馈"]
    assert "已损坏" in apart["保密审查意见"]
    assert "另附" in text(bound.pdf, 1)
    assert any("另附" in line for line in bundle_lines(bound, file))
    assert bundle_document(bound, file)["pages"] == bound.pages


def test_originals_lie_beside_with_their_hashes(full: Workspace, tmp_path: Path) -> None:
    bound, _ = bundle(full, NUMBER, tmp_path)
    assert bound.originals == tmp_path / ORIGINALS
    listed = (tmp_path / ORIGINALS / HASHES).read_text(encoding="utf-8").splitlines()[1:]
    assert len(listed) == 6
    for line in listed:
        digest, name = line.split("  ", 1)
        content = (tmp_path / ORIGINALS / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
    with full.office.read() as reader:
        kept = reader.attachments.list("request", request_numbered(full, NUMBER).id)
        assert {one.sha256 for one in kept} == {line.split()[0] for line in listed}


def test_a_second_bundle_takes_the_place_of_the_first(full: Workspace, tmp_path: Path) -> None:
    bundle(full, NUMBER, tmp_path / "out")
    bundle(full, NUMBER, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"证据材料_{NUMBER}.pdf",
        ORIGINALS,
    }


def test_a_folder_of_others_is_left_alone(full: Workspace, tmp_path: Path) -> None:
    strange = tmp_path / "out" / ORIGINALS
    strange.mkdir(parents=True)
    (strange / "合同.docx").write_bytes(b"mine")
    with pytest.raises(UserError, match="已有别的文件"):
        bundle(full, NUMBER, tmp_path / "out")
    assert (strange / "合同.docx").read_bytes() == b"mine"


def test_what_is_given_up_leaves_nothing_behind(full: Workspace, tmp_path: Path) -> None:
    class GivenUpError(Exception):
        pass

    def report(done: int, total: int, words: str) -> None:
        if done >= 3:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        bundle(full, NUMBER, tmp_path / "out", report)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_altered_original_is_told_and_the_rest_is_bound(
    full: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai_desktop.store.attachments import Attachments

    whole = Attachments.chunks
    monkeypatch.setattr(
        Attachments, "chunks", lambda self, sha: (b"x" + one for one in whole(self, sha))
    )
    bound, _ = bundle(full, NUMBER, tmp_path)
    assert len(bound.apart) == 6
    assert all("已被改动" in one.apart for one in bound.apart)


def test_an_empty_file_still_has_its_registration_and_clock(
    sample: Workspace, tmp_path: Path
) -> None:
    bound, file = bundle(sample, "2026-020", tmp_path)
    assert [one.paper.kind.key for one in bound.papers] == ["receipt", "clock"]
    assert bound.originals is None
    assert any(line.startswith("  缺：") for line in bundle_lines(bound, file))
    with pytest.raises(UserError, match="1999-001"):
        bundle(sample, "1999-001", tmp_path)


def test_searches_and_talks_come_from_the_ledgers(sample: Workspace, tmp_path: Path) -> None:
    body = {
        "request": NUMBER,
        "date": "2025-04-10",
        "place": "档案室",
        "words": "采矿权延续",
        "person": "丙某",
        "result": "未找到",
    }
    ledger.add(sample, "searches", body)
    file = papers_service.file_of(sample, request_numbered(sample, NUMBER))
    assert "search" in {one.kind.key for one in file.papers}


def test_a_file_put_to_a_need_is_bound_as_that(full: Workspace, tmp_path: Path) -> None:
    put(full, tmp_path / "more", 扫描001__png=png() + b"  ")
    request = request_numbered(full, NUMBER)
    with full.office.read() as reader:
        scan = reader.attachments.list("request", request.id)[-1]
    with full.change("归类材料") as change:
        papers_service.assign(change, request, scan.id, "信封、邮件详情或者签收截图")
    file = papers_service.file_of(full, request)
    (paper,) = [one for one in file.papers if one.title == "扫描001"]
    assert paper.kind.key == "envelope"
    assert paper.author == "示例乙建材有限公司"


def test_the_archive_has_its_contents_and_its_note(full: Workspace, tmp_path: Path) -> None:
    bound, _ = bind_file(full, NUMBER, tmp_path)
    assert "卷内目录" in text(bound.pdf, 0)
    assert bound.papers[0].paper.kind.key == "reply"
    orders = [one.paper.kind.order for one in bound.papers]
    assert orders == sorted(orders)
    last = text(bound.pdf, bound.pages - 1)
    assert "卷内备考表" in last
    assert "缺：" in last
    assert corner(bound.pdf, bound.pages - 1) == str(bound.pages)


def test_a_file_with_papers_missing_is_closed_with_a_reason(full: Workspace) -> None:
    day = date(2026, 11, 20)
    with pytest.raises(UserError, match="延期理由"):
        close(full, NUMBER, day, Closing())
    with pytest.raises(UserError, match="晚于今天"):
        close(full, NUMBER, date(2026, 12, 1), Closing(reason="x"))
    request = close(full, NUMBER, day, Closing(file_no="WS·2025-G-005", reason="原经办人已调离"))
    assert request.archived == day
    kept = closing_of(full, request)
    assert kept.reason == "原经办人已调离"
    assert any("延期理由" in words for words in kept.missing)
    with full.office.read() as reader:
        entry = reader.audit.entries(limit=1)[0]
        assert entry.use_case == "归档"
        assert find(reader, NUMBER).archived == day
    assert full.office.verify() == []


def test_the_very_file_that_was_sealed_is_the_reply_and_a_draft_is_none(
    sample: Workspace, tmp_path: Path
) -> None:
    request = request_numbered(sample, NUMBER)
    words = letter_service.compose_for(sample, request, "C7", {}, Profile.DRAFT).letter
    sealed = pdf(3)
    with sample.change("文书") as change:
        draft = StoredLetter(request_id=request.id, code="C7", composed=words)
        letter = change.letters.add(draft)
    file = papers_service.file_of(sample, request)
    assert "答复书" in {one.need.text for one in file.needs if not one.met_by}
    with sample.change("文书") as change:
        mark = hashlib.sha256(sealed).hexdigest()
        change.attachments.add("letter", letter.id, "答复书.pdf", "application/pdf", sealed)
        change.attachments.add("letter", letter.id, "答复书.docx", "application/x", b"word")
        course = Course(deliveries=(Delivery(method="邮寄", posted=date(2025, 4, 27)),))
        numbered = attrs.evolve(
            letter, number=REPLY_NO, file_fingerprint=mark, steps=records_of(course)
        )
        change.letters.save(numbered)
    bound, file = bundle(sample, NUMBER, tmp_path)
    reply = next(one for one in bound.papers if one.paper.kind.key == "reply")
    assert reply.last - reply.first == 2
    assert "page 0" in text(bound.pdf, reply.first - 1)
    names = {one.need.text: one.met_by for one in file.needs}
    assert names["答复书"]
    assert names["送达凭证"] == ()  # the office's own record is no proof of delivery
    assert any(one.paper.title.startswith("送达记录") for one in bound.papers)


def test_what_is_too_large_for_the_volume_stays_beside(
    full: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding_service, "MOST_BOUND", 400_000)
    noise = io.BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(noise, "PNG")
    put(full, tmp_path / "more", 信封__png=noise.getvalue())
    bound, _ = bundle(full, NUMBER, tmp_path / "out")
    assert {one.paper.title: one.apart for one in bound.apart}["信封"] == "文件过大，原件另附"
    assert bound.originals is not None
    assert any(path.name.endswith("信封.png") for path in bound.originals.iterdir())


def test_a_disk_that_fills_up_is_told_and_the_old_bundle_stays(
    full: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound, _ = bundle(full, NUMBER, tmp_path / "out")
    before = bound.pdf.read_bytes()

    def fill(*args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(binding_service.binding, "bind", fill)
    with pytest.raises(UserError, match="磁盘已满"):
        bundle(full, NUMBER, tmp_path / "out")
    assert bound.pdf.read_bytes() == before
    assert not [path for path in bound.pdf.parent.iterdir() if path.name.startswith(".")]


def test_a_number_from_an_old_register_makes_no_path(sample: Workspace, tmp_path: Path) -> None:
    """Old registers number as they like: 依〔2024〕1/2号 is a name, never a folder."""
    request = attrs.evolve(
        request_numbered(sample, "2026-020"), register_no="依申请〔2024〕1/2号", id=""
    )
    plain = attrs.evolve(
        request,
        applicant=attrs.evolve(request.applicant, id=""),
        events=tuple(attrs.evolve(one, id="") for one in request.events),
        items=tuple(attrs.evolve(one, id="") for one in request.items),
    )
    register(sample, plain)
    bound, _ = bundle(sample, "依申请〔2024〕1/2号", tmp_path / "out")
    assert bound.pdf.parent == tmp_path / "out"
    assert "/" not in bound.pdf.name
