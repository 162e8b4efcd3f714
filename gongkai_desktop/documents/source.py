"""The door to the text of any file for pre-review (待审文件取文字): one call, whatever the kind."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from gongkai_desktop.documents.files import content_of
from gongkai_desktop.documents.review.kinds import read_any
from gongkai_desktop.documents.review.plain import lines
from gongkai_desktop.documents.review.transcript import TooMuchError, Transcript
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.review.source import Source, Span

_LARGEST = 200 * 1024 * 1024
_ADVICE = "请拆分后分别审查"


def read_source(file: Path | bytes, name: str = "", report: Report = silent) -> Source:
    """All text of a file, or of its bytes under ``name``, hidden text and attachments too.

    What it holds counts, not what its name says. What cannot be scanned is told in
    ``unscanned``. ``report`` may stop it. Raises UserError where the file is missing,
    unreadable, too large or damaged.
    """
    if isinstance(file, Path):
        if file.is_dir():
            raise UserError(f"“{file}”是文件夹", "请选择一个文件")
        name = name or str(file)
        file = content_of(file, _LARGEST, "待审文件", _ADVICE)
    transcript = Transcript(report=report)
    # What was read before a limit is reviewed; the transcript has told of the rest.
    with suppress(TooMuchError):
        read_any(file, Path(name).name, transcript)
    return transcript.source(name)


def pasted(text: str, name: str = "粘贴的文字") -> Source:
    """Text from the clipboard or standard input, as it is."""
    spans = (Span(start=start, end=end, place=place) for start, end, place, _ in lines(text))
    return Source(path=name, text=text, spans=tuple(spans))
