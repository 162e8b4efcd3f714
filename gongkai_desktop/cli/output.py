"""How every command speaks: Chinese lines for people, or one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.errors import UserError

DONE = 0
FINDINGS = 1
REFUSED = 2


class Output:
    """Standard output of one command: lines unless ``as_json``, then a single document."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines for people; nothing when JSON was asked for."""
        if not self.as_json:
            for line in lines:
                sys.stdout.write(line + "\n")

    def line(self, text: str) -> None:
        """Print one line for people."""
        self.lines([text])

    def document(self, value: Any) -> None:
        """Print the JSON document, when it was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def complain(error: UserError | str) -> None:
    """One clear line on standard error."""
    sys.stderr.write(f"gongkai：{str(error).replace(chr(10), ' ')}\n")


def read_text(path: str) -> str:
    """Text of a file or of standard input (``-``); UTF-8 or GB 18030; raises UserError."""
    if path != "-" and Path(path).is_dir():
        raise UserError(f"{path} 是一个文件夹", "请给出其中的一个文件")
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        raise UserError(f"找不到文件 {path}", "请核对文件名和所在文件夹") from None
    except OSError as error:
        raise UserError(f"读不了文件 {path}", "请关闭占用它的程序后重试") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"文件 {path} 不是文字文件", "请另存为 UTF-8 编码的文本后重试")


def read_json(path: str) -> Any:
    """JSON of a file or of standard input; raises UserError naming line and column."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        where = f"第{error.lineno}行第{error.colno}列"
        raise UserError(f"{path} 不是有效的 JSON（{where}）", "请按提示的位置改正") from None
    except RecursionError:
        raise UserError(f"{path} 嵌套过深", "请检查文件内容") from None
