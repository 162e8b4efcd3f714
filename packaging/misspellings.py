#!/usr/bin/env python3
"""Generates the misspellings of the scan (形近音近错字) and screens them on clean text.

.venv/bin/python packaging/misspellings.py DICT PRESS CLEAN

DICT is a dictionary with frequencies (jieba's dict.txt), PRESS newspaper text cut into words
(``word/tag`` apart by blanks), CLEAN a folder of clean .txt files of laws and papers. Every word of
the file as it stands, those frequent in the texts and packaging/office_words.txt are varied by one
character (packaging/confusions.tsv). A variant stays where it is no word, stands nowhere in the
clean texts, and is unlikely to arise where two words meet: the chance is reckoned from how often
its characters end and begin words of other than two characters. Writes
resources/lexicon/facts/misspellings.tsv, word_ends.txt and word_beginnings.txt.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.domain.review.spelling import LONG, Kind, Misspelling
from gongkai_desktop.library.matcher import Matcher
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.spelling import load_vocabulary

HERE = Path(__file__).parent
SHORT_CHANCE, LOOKS_CHANCE, KEPT_CHANCE = 0.006, 0.0012, 0.05
"""Seams expected in the press text: for a sound, for a look alone, for variants already in use."""
OFTEN = {2: 40, 3: 12, 4: 12}
"""How often a word of that length must stand in the texts to be varied."""
NUMERALS = frozenset("一二三四五六七八九十百千万亿第两")
PLACES_AND_NAMES = ("nr", "ns", "nt", "nz")
FAMILIAR, VERY_FAMILIAR = 3000, 1300

Parts = tuple[frozenset[str], frozenset[str], tuple[str, ...]]


@attrs.frozen(kw_only=True)
class Language:
    """What the sources tell: words with frequencies, how texts are cut, familiar characters."""

    words: Mapping[str, int]
    tags: Mapping[str, str]
    ends: Mapping[str, int]
    begins: Mapping[str, int]
    counted: Mapping[str, int]
    size: int
    texts: str
    common: frozenset[str]
    top: frozenset[str]
    inside: frozenset[str]

    def chance(self, pair: str) -> float:
        """How often two characters are expected to meet at the seam of two words."""
        return self.ends.get(pair[0], 0) * self.begins.get(pair[1], 0) / self.size


def is_han(words: str) -> bool:
    """Whether all characters are Chinese."""
    return all("\u4e00" <= sign <= "\u9fff" for sign in words)


def read_language(dictionary: Path, press: Path, clean: Path, office: Iterable[str]) -> Language:
    """The language as the sources show it."""
    rows = [line.split(" ") for line in dictionary.read_text("utf-8").splitlines()]
    words = {row[0]: int(row[1]) for row in rows if is_han(row[0])}
    cut = [
        [part.rsplit("/", 1)[0].lstrip("[") for part in line.split()]
        for line in press.read_text("utf-8").splitlines()
    ]
    counted = Counter(word for line in cut for word in line if word)
    odd = {word: count for word, count in counted.items() if len(word) != 2}
    ends, begins = Counter[str](), Counter[str]()
    for word, count in odd.items():
        ends[word[-1]] += count
        begins[word[0]] += count
    papers = [file.read_text("utf-8") for file in sorted(clean.rglob("*.txt"))]
    texts = "\n".join([*("".join(line) for line in cut), *papers])
    signs = [sign for sign, _ in Counter(filter(is_han, texts)).most_common(FAMILIAR)]
    return Language(
        words=words,
        tags={row[0]: row[2] for row in rows},
        ends=ends,
        begins=begins,
        counted=counted,
        size=sum(counted.values()),
        texts=texts,
        common=frozenset(signs),
        top=frozenset(signs[:VERY_FAMILIAR]),
        inside=frozenset(_inside([*words, *office])),
    )


def _inside(words: Iterable[str]) -> Iterator[str]:
    """Parts of two and three characters of longer words."""
    for word in words:
        if len(word) >= LONG:
            for length in (2, 3):
                yield from (word[at : at + length] for at in range(len(word) - length + 1))


def words_to_vary(language: Language, office: frozenset[str]) -> list[str]:
    """Words frequent in the texts, and those of offices."""
    wanted = {
        word
        for word, often in language.words.items()
        if 2 <= len(word) <= LONG
        and often >= 30
        and not language.tags[word].startswith(PLACES_AND_NAMES)
        and not NUMERALS & set(word)
        and language.common.issuperset(word)
    }
    found = Counter(
        language.texts[last + 1 - length : last + 1]
        for last, (length, _) in Matcher(dict.fromkeys(wanted))(language.texts)
    )
    frequent = (word for word, count in found.items() if count >= OFTEN[len(word)])
    return sorted({*frequent, *(word for word in office if not NUMERALS & set(word))})


def read_confusions() -> dict[str, Parts]:
    """For each character those of its sound, those of its look, and looks from near to far."""
    found = {}
    for line in (HERE / "confusions.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            sign, sound, look, near = ("" if part == "-" else part for part in line.split("\t"))
            found[sign] = (frozenset(sound), frozenset(look), tuple(near))
    return found


@attrs.frozen(kw_only=True)
class Generator:
    """Varies words by one character."""

    language: Language
    confusions: Mapping[str, Parts]
    office: frozenset[str]

    def variants(self, kind: Kind, word: str, kept: tuple[str, ...]) -> list[set[str]]:
        """For each character of a word those it may be mistaken for."""
        if kind not in (Kind.WORD, Kind.NAME):
            return [set(signs) for signs in kept]
        found = []
        for at, sign in enumerate(word):
            old = {one for one in kept[at] if self._stays(kind, self._with(word, at, one))}
            sound, look, near = self.confusions.get(sign, (frozenset(), frozenset(), ()))
            heard = sound & (self.language.common if word in self.office else self.language.top)
            looks = frozenset(near[:7] if len(word) < LONG else near[:3])
            fresh = {
                one
                for one in (heard | look | looks) - {sign}
                if self._new(kind, self._with(word, at, one), likely=one in sound | look)
            }
            found.append(old | fresh)
        return found

    def _with(self, word: str, at: int, sign: str) -> str:
        return word[:at] + sign + word[at + 1 :]

    def _stays(self, kind: Kind, variant: str) -> bool:
        if kind is not Kind.WORD or len(variant) != 2:
            return True
        return self.language.chance(variant) <= KEPT_CHANCE and variant not in self.language.inside

    def _new(self, kind: Kind, variant: str, *, likely: bool) -> bool:
        known = self.language
        if variant in known.words or variant in self.office:
            return False
        if variant in known.inside and kind is not Kind.NAME:
            return False
        if len(variant) == 2:
            return known.chance(variant) <= (SHORT_CHANCE if likely else LOOKS_CHANCE)
        if len(variant) == 3:
            return (
                self._met(variant[:2], variant[2:]) + self._met(variant[:1], variant[1:]) <= 0.005
            )
        if len(variant) == LONG and kind is Kind.WORD:
            return not self._both(variant[:2], variant[2:])
        return True

    def _met(self, left: str, right: str) -> float:
        """How often a word and a single character are expected to meet."""
        known = self.language
        if len(left) == 2:
            often = known.counted.get(left, 0) + 1 if left in known.words else 0
            return often * known.begins.get(right, 0) / known.size
        often = known.counted.get(right, 0) + 1 if right in known.words else 0
        return known.ends.get(left, 0) * often / known.size

    def _both(self, left: str, right: str) -> bool:
        known = self.language
        if left not in known.words or right not in known.words:
            return False
        return known.counted.get(left, 0) * known.counted.get(right, 0) / known.size > 0.002


def occurring(found: Mapping[tuple[Kind, str], list[set[str]]], texts: str) -> set[str]:
    """Variants that the scan would find in clean text."""
    vocabulary = load_vocabulary()
    rules = [
        Misspelling(
            kind=kind,
            word=word,
            mistaken=tuple("".join(signs) for signs in variants),
            vocabulary=vocabulary,
        )
        for (kind, word), variants in found.items()
    ]
    scanner = Scanner(hits=Matcher(checks_by_word(rules)), readings=())
    draft = Draft(Source(path="", text=texts), date.today())
    return {texts[one.start : one.end] for one in scanner.scan(draft)}


def read_present(path: Path) -> tuple[list[str], dict[tuple[Kind, str], tuple[str, ...]]]:
    """The head of the file, and its words with their variants."""
    head, found = [], {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            head.append(line)
            continue
        kind, word, signs = line.split("\t")
        found[Kind(kind), word] = tuple(signs.replace("-", "").split(" "))
    return head, found


def write_ends(language: Language, office: Iterable[str]) -> None:
    """The last and first two characters of longer words that are no words by themselves."""
    known = load_vocabulary().words
    longer = [word for word, often in language.words.items() if 3 <= len(word) <= 4 and often >= 20]
    longer += [word for word in office if 3 <= len(word) <= 4]
    for name, what, part in (("ends", "末", slice(-2, None)), ("beginnings", "首", slice(0, 2))):
        follows: dict[str, set[str]] = defaultdict(set)
        for pair in {word[part] for word in longer} - known:
            follows[pair[0]].add(pair[1])
        head = f"# 三字、四字词的{what}两字（本身不是两字词的），用来辨认接缝。取自 jieba（MIT）。"
        lines = [sign + "".join(sorted(after)) for sign, after in sorted(follows.items())]
        target = resource("lexicon", "facts", f"word_{name}.txt")
        target.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def write_misspellings(
    path: Path, head: list[str], found: Mapping[tuple[Kind, str], list[set[str]]], bad: set[str]
) -> int:
    """Write what is left; a variant of two words belongs to the first. Returns the words."""
    taken: set[str] = set()
    lines = list(head)
    for (kind, word), variants in found.items():
        parts = []
        for at, signs in enumerate(variants):
            whole = {sign: word[:at] + sign + word[at + 1 :] for sign in signs}
            left = sorted(
                sign
                for sign, one in whole.items()
                if one not in bad and not (kind is Kind.WORD and one in taken)
            )
            taken.update(whole[sign] for sign in left)
            parts.append("".join(left) or "-")
        if any(part != "-" for part in parts):
            lines.append(f"{kind}\t{word}\t{' '.join(parts)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - len(head)


def main() -> None:
    """Run the whole of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("dictionary", "press", "clean"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    lines = (HERE / "office_words.txt").read_text("utf-8").splitlines()
    office = frozenset(word for line in lines if line[:1] != "#" for word in line.split())
    language = read_language(asked.dictionary, asked.press, asked.clean, office)
    write_ends(language, office)
    load_vocabulary.cache_clear()
    path = resource("lexicon", "facts", "misspellings.tsv")
    head, present = read_present(path)
    generator = Generator(language=language, confusions=read_confusions(), office=office)
    wanted = dict(present)
    held = {word for _, word in present}
    for word in words_to_vary(language, office):
        if word not in held:
            wanted[Kind.WORD, word] = ("",) * len(word)
    found = {key: generator.variants(*key, kept) for key, kept in wanted.items()}
    bad = occurring(found, language.texts)
    count = write_misspellings(path, head, found, bad)
    print(f"{count}个词，{len(bad)}个错写在干净文字里出现，已去掉")


if __name__ == "__main__":
    main()
