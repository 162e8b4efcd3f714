"""The fonts of a printed page: system fonts first, then those that ship (字体).

Windows offices own the very faces the standard names; elsewhere the shipped ones stand in. A
character the face lacks is taken from the fallback, glyph by glyph; one no font holds is reported
(rule F06) and never printed as a box.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.typeset.metrics import Face

_SYSTEM = {
    Face.FANGSONG: ("simfang.ttf", "FZFSJW.TTF"),
    Face.TITLE: ("FZXBSJW.TTF", "FZXBSJW--GB1-0.TTF"),
    Face.HEITI: ("simhei.ttf",),
    Face.KAITI: ("simkai.ttf",),
    Face.SONGTI: ("simsun.ttc",),
    Face.SANS: (),
}
_SHIPPED = {
    Face.FANGSONG: "FandolFang-GB2312.ttf",
    Face.TITLE: "NotoSerifSC-Black-8105.ttf",
    Face.HEITI: "NotoSansSC-Medium-8105.ttf",
    Face.KAITI: "FandolKai-GB2312.ttf",
    Face.SONGTI: "NotoSerifSC_300Light.ttf",
    Face.SANS: "NotoSansSC-Regular-8105.ttf",
}
_WRONG = {"FandolFang-GB2312.ttf": "￥", "FandolKai-GB2312.ttf": "￥"}
"""Characters that a shipped font draws as another: both draw the yuan sign as a dollar."""

_CMAP_BLOCK = 100
"""A bfchar block of a CMap holds at most 100 entries (PDF 32000-1, 9.7.5.3)."""


def system_font_folders() -> tuple[Path, ...]:
    """The Windows font folders, the machine's and the user's; none on other systems."""
    folders = []
    if windows := os.environ.get("WINDIR"):
        folders.append(Path(windows) / "Fonts")
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    return tuple(folder for folder in folders if folder.is_dir())


class EmbeddedFont(TTFont):
    """A TrueType font whose text can be copied out again, rare characters included.

    reportlab writes five-digit code points into the ToUnicode map; the format wants UTF-16BE.
    """

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Add the font's objects to the document, then put right its ToUnicode maps."""
        state = self.state[doc]
        subsets, internal = state.subsets, state.internalName
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(subsets):
            name = fonts[f"{internal}+{number}"].BaseFont
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = to_unicode_map(name, subset)


def to_unicode_map(name: str, subset: list[int]) -> str:
    """The ToUnicode CMap of one font subset: byte code to UTF-16BE text."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, point in enumerate(subset)
    ]
    for first in range(0, len(entries), _CMAP_BLOCK):
        block = entries[first : first + _CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


class FontSet:
    """The faces of one program run, loaded when first asked for; satisfies ``FontMetrics``.

    ``folder`` holds the shipped fonts; ``system_folders`` are looked through before it.
    """

    def __init__(self, folder: Path, system_folders: tuple[Path, ...] = ()) -> None:
        self._folder = folder
        self._system_folders = system_folders
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._faces: dict[tuple[str, Face], Face | None] = {}

    def width(self, char: str, face: Face, size: float) -> float:
        """Natural advance of ``char`` in points."""
        width: float = self.font(face).face.getCharWidth(ord(char))
        return width * size / 1000

    def face_for(self, char: str, face: Face) -> Face | None:
        """The face that holds ``char``: its own, else 宋体, else 无衬线, else None."""
        key = (char, face)
        if key not in self._faces:
            chain = dict.fromkeys((face, Face.SONGTI, Face.SANS))
            self._faces[key] = next((one for one in chain if self._draws(one, char)), None)
        return self._faces[key]

    def _draws(self, face: Face, char: str) -> bool:
        font = self.font(face).face
        wrong = _WRONG.get(Path(font.filename).name, "")
        return ord(char) in font.charToGlyph and char not in wrong

    def font(self, face: Face) -> EmbeddedFont:
        """The loaded font of a face, registered under a name of its own."""
        if face not in self._fonts:
            font = self._load(face)
            pdfmetrics.registerFont(font)
            self._fonts[face] = font
        return self._fonts[face]

    def is_substitute(self, face: Face) -> bool:
        """Whether a shipped font stands in for the face the standard names."""
        return self._folder in Path(self.font(face).face.filename).parents

    def _load(self, face: Face) -> EmbeddedFont:
        for path in self._system_files(face):
            try:
                return EmbeddedFont(f"gongkai-{path.stem}", str(path))
            except TTFError:
                # The licence bit or outlines forbid embedding: the shipped face stands in.
                continue
        path = self._folder / _SHIPPED[face]
        try:
            return EmbeddedFont(f"gongkai-{path.stem}", str(path))
        except (TTFError, OSError) as error:
            raise UserError(
                f"字体文件“{path.name}”读不出来", "请重新安装本程序，或者把字体文件放回字体目录。"
            ) from error

    def _system_files(self, face: Face) -> list[Path]:
        names = {name.lower() for name in _SYSTEM[face]}
        return [
            path
            for folder in self._system_folders
            for path in sorted(folder.iterdir())
            if path.name.lower() in names
        ]
