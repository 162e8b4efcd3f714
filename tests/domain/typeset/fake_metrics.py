"""Fonts as simple as can be: Chinese one em wide, the rest half; nothing else to know."""

from gongkai_desktop.domain.typeset.metrics import Face


class PlainMetrics:
    def width(self, char: str, face: Face, size: float) -> float:
        return size / 2 if char < "\x80" else size

    def face_for(self, char: str, face: Face) -> Face | None:
        if char == "𰻝":
            return None
        return Face.SONGTI if char > "\uffff" else face
