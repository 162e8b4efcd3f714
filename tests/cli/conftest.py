"""The program as a shell calls it, on a copy of the sample office or on an empty folder."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from gongkai_desktop import cli


@attrs.frozen
class Answer:
    """What one call gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output; fails where anything else stands there."""
        return json.loads(self.out)

    def refused(self, *words: str) -> None:
        """Exit 2, nothing on standard output, one Chinese line on standard error."""
        assert (self.code, self.out) == (2, ""), self
        assert self.err.startswith("gongkai：") and self.err.endswith("\n"), self.err
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        assert any("\u4e00" <= sign <= "\u9fff" for sign in self.err.removeprefix("gongkai："))
        for word in words:
            assert word in self.err, (word, self.err)


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command line; ``stdin`` is what the shell pipes in."""

    def call(*argv: str | Path, stdin: str | bytes = "") -> Answer:
        piped = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped), encoding="utf-8"))
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in argv], {})
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def office(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the sample office."""
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    return location


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A place in an existing folder where no office stands."""
    return tmp_path / "没有" / "office.gkt"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Write a file: text or bytes as they are, anything else as JSON."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            path.write_text(text, encoding="utf-8")
        return path

    return write
