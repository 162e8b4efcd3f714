#!/usr/bin/env python3
"""Tries the lexicon of the scan on clean text (误报测量): run it before a word is taken in.

.venv/bin/python packaging/lexicon.py measure DIR [--day YYYY-MM-DD]   false alarms by rule
.venv/bin/python packaging/lexicon.py prune DIR                        drop misspellings that occur

DIR holds clean texts as UTF-8 .txt files, from wherever they may be used; none of it is kept.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.library.matcher import Matcher
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.spelling import load_misspellings
from gongkai_desktop.services.review import Publication, scan, shipped_scanner

SHOWN = 3


def texts(folder: Path) -> list[tuple[str, str]]:
    """Name and words of every text of a folder."""
    files = sorted(folder.rglob("*.txt"))
    return [(file.name, file.read_text(encoding="utf-8-sig")) for file in files]


def measure(folder: Path, day: date) -> None:
    """Print false alarms per 1,000 characters by rule and severity, with a few of each."""
    found: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    size = 0
    for name, text in texts(folder):
        size += len(text)
        for one in scan(
            Source(path=name, text=text), Publication(day=day), shipped_scanner()
        ).findings:
            key = f"{one.rule} {one.severity}"
            found[key] += 1
            around = text[max(0, one.start - 10) : one.end + 10].replace("\n", " ")
            examples.setdefault(key, []).append(f"{name}：{around}")
    for key, count in found.most_common():
        print(f"{key}\t{count}\t{1000 * count / max(size, 1):.4f}")
        for example in examples[key][:SHOWN]:
            print(f"    {example}")
    total = sum(found.values())
    print(f"合计\t{total}\t每千字{1000 * total / max(size, 1):.3f}\t{size}字")


def prune(folder: Path) -> None:
    """Take out of misspellings.tsv every misspelling that stands in a clean text."""
    scanner = Scanner(hits=Matcher(checks_by_word(load_misspellings())), readings=())
    day = date.today()
    occurring = {
        text[one.start : one.end]
        for name, text in texts(folder)
        for one in scanner.scan(Draft(Source(path=name, text=text), day))
    }
    path = resource("lexicon", "facts", "misspellings.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{pruned(line, occurring)}\n" for line in lines), encoding="utf-8")
    print(f"删去{len(occurring)}个：{'、'.join(sorted(occurring))}")


def pruned(line: str, occurring: set[str]) -> str:
    """A line of the file without the misspellings that occur."""
    if line.startswith("#") or not line:
        return line
    kind, word, mistaken = line.split("\t")
    kept = [
        "".join(sign for sign in signs if word[:at] + sign + word[at + 1 :] not in occurring)
        for at, signs in enumerate(mistaken.replace("-", "").split(" "))
    ]
    return f"{kind}\t{word}\t{' '.join(signs or '-' for signs in kept)}"


def main() -> None:
    """Run one of the commands in the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["measure", "prune"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--day", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    if asked.command == "prune":
        prune(asked.folder)
    else:
        measure(asked.folder, asked.day)


if __name__ == "__main__":
    main()
