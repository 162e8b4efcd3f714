"""打印 (产品要求 P: 打印中心、套打偏移): the very pages, at their place, stopped at will."""

import io

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui.bridge.printing import PrintingBridge
from gongkai_desktop.ui.common.tasks import CancelledError
from gongkai_desktop.ui.printing.dialog import DOWN, NO_PRINTER, RIGHT, PrintDialog, pages_of
from gongkai_desktop.ui.printing.printer import PrintOrder, send

PAGES = PrintingBridge(None)


def papers(sizes=((210, 297), (297, 210))) -> bytes:
    """A PDF with a black square 40 mm from the left and 50 mm from the top of every page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for width, height in sizes:
        canvas.setPageSize((width * mm, height * mm))
        canvas.rect(40 * mm, (height - 60) * mm, 10 * mm, 10 * mm, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def printed(path, order) -> pypdfium2.PdfDocument:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    send(printer, papers(), order, PAGES, lambda *_: None)
    return pypdfium2.PdfDocument(path)


def square(page) -> tuple[float, float]:
    """Left and top edge of the square in millimetres."""
    picture = page.render(scale=300 / 72).to_pil().convert("L").point(lambda v: 255 * (v < 128))
    left, top, _, _ = picture.getbbox()
    return left * 25.4 / 300, top * 25.4 / 300


def test_pages_are_printed_in_their_size_and_place(app, tmp_path):
    made = printed(tmp_path / "a.pdf", PrintOrder(pages=(0, 1)))
    sizes = [tuple(round(part * 25.4 / 72) for part in made[at].get_size()) for at in (0, 1)]
    assert sizes == [(210, 297), (297, 210)]
    assert square(made[0]) == pytest.approx((40, 50), abs=0.3)
    assert square(made[1]) == pytest.approx((40, 50), abs=0.3)


def test_the_offset_moves_everything_by_millimetres(app, tmp_path):
    made = printed(tmp_path / "b.pdf", PrintOrder(pages=(0,), right=3.5, down=-2))
    assert len(made) == 1
    assert square(made[0]) == pytest.approx((43.5, 48), abs=0.3)


def test_a_stopped_job_goes_no_further(app, tmp_path):
    asked = []

    def report(done, total, words):
        asked.append(words)
        if done == 1:
            raise CancelledError

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "c.pdf"))
    with pytest.raises(CancelledError):
        send(printer, papers(), PrintOrder(pages=(0, 1)), PAGES, report)
    assert asked == ["第 1 页，共 2 页", "第 2 页，共 2 页"]


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", (0, 1, 2)), ("2", (1,)), ("1-2", (0, 1)), ("3、1", (2, 0)), ("1，2-3", (0, 1, 2))],
)
def test_pages_are_written_as_people_write_them(text, pages):
    assert pages_of(text, 3) == pages


@pytest.mark.parametrize("text", ["0", "4", "2-1", "一", "1-", "-"])
def test_pages_that_are_not_there_are_refused(text):
    with pytest.raises(UserError):
        pages_of(text, 3)


@pytest.fixture
def dialog(qtbot, context, shell):
    made = PrintDialog(context, shell, "打印回执", "回执.pdf", papers())
    made.show()
    qtbot.waitUntil(lambda: made.preview.page_count == 2)
    return made


def test_without_a_printer_the_pages_can_be_kept(dialog, prompts, tmp_path, qtbot):
    assert dialog.trouble.accessibleName() == NO_PRINTER
    assert not dialog.print_button.isEnabled()
    prompts.path = tmp_path / "回执.pdf"
    with qtbot.waitSignal(dialog.saved):
        dialog.save_button.click()
    assert prompts.path.read_bytes() == papers()


def test_the_offset_is_remembered_by_this_computer(dialog, context, qtbot, shell):
    context.local.keep(RIGHT, 1.5)
    context.local.keep(DOWN, -0.5)
    again = PrintDialog(context, shell, "打印回执", "回执.pdf", papers())
    assert (again.order().right, again.order().down) == (1.5, -0.5)
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_a_printer_that_is_gone_is_told(dialog, prompts):
    dialog.printer.addItem("旧打印机", "旧打印机")
    dialog.print_pages()
    assert prompts.said[-1][0] == "trouble"
    assert dialog.print_button.isEnabled()
