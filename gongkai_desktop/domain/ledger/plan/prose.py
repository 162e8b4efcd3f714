"""Plans without a table (段落式): numbered paragraphs, who does it in brackets at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from gongkai_desktop.domain.ledger.plan.headings import NO_DECIMAL, level_of, without_number
from gongkai_desktop.domain.ledger.plan.task import PlanWords, Task
from gongkai_desktop.domain.ledger.plan.timing import is_time, read_deadline, subtasks_of
from gongkai_desktop.domain.ledger.plan.units import (
    assigned_in,
    label_field,
    labelled_parts,
    looks_like_units,
)

_STOP = r"(?<=[。；;：:）)】\s!！?？])"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"{_STOP}(?={_NUMERAL}、)"
    rf"|{_STOP}(?=第{_NUMERAL}(?:部分|章)[、\s])"
    rf"|(?<![第之“”\"(（、，,])(?=[（(]{_NUMERAL}[)）])"
    rf"|{_STOP}(?=\d{{1,2}}\s*[.．、]{NO_DECIMAL})"
    r"|(?<=[\u4e00-\u9fff”])(?=\d{1,2}\s*[.．](?!\d)\s*[\u4e00-\u9fff“])"
    r"|(?<![第之“”\"(（、，,和及])(?=[（(]\d{1,2}[)）][\u4e00-\u9fff“])"
)
_BROKEN = re.compile(r"^\s*\d{1,3}\s*、")
_SENTENCE_ENDS = "。！？；：:;!?）)】”"
_TITLE_END = re.compile(r"[。：:！!]|\s{1,}(?=\S)|$")
_LONGEST_TITLE = 45
_LIST_OF_ANNEXES = re.compile(r"^附\s*件?\s*[:：]")
_SPOKEN = re.compile(rf"{_NUMERAL}是")
_TAIL = re.compile(
    r"[（(【\[〔]([^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*)[)）】\]〕]\s*[。；;.]?\s*$"
)
_LABELLED = re.compile(
    r"^\s*[【\[（(]?\s*(?P<label>[\u4e00-\u9fff及()（）]{2,8})\s*[】\]]?\s*[:：]\s*(?P<rest>.+?)[】\])）]?\s*$"
)
_FOOT = re.compile(
    r"^(?:.{2,30}(?:局|委员会|办公室|政府|中心|厅|委)\s*)?(?:20\d{2}|二[〇○零].{2})年.{1,4}月.{1,4}日\s*$"
    r"|^附件?[:：]|^抄送|^扫.扫|^（?此件|^分享|^打印|^关闭"
)


@attrs.define
class _Item:
    """One numbered paragraph and those below it."""

    level: int
    text: str
    children: list[_Item] = attrs.Factory(list)
    tail: str = ""

    @property
    def title(self) -> str:
        """Its first sentence where that is short enough for a heading; else all of it."""
        cut = _TITLE_END.search(self.text)
        head = self.text[: cut.start()] if cut else self.text
        return head.strip() if len(head) <= _LONGEST_TITLE else ""


def read_prose(paragraphs: Iterable[str], known: PlanWords, year: int) -> list[Task]:
    """The tasks of numbered paragraphs: every innermost one, but 总体要求 and rosters."""
    tops = _tree(_items(_pieces(_joined(paragraphs)), known))
    highest = min((top.level for top in tops), default=0)
    tasks: list[Task] = []
    for top in tops:
        if top.level > highest and not tasks and not top.tail:
            continue  # a numbered line before the first section: a title, a page mark
        if not _is_skipped(top, known):
            _collect(top, [], tasks, known, year)
    return tasks


def _joined(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs; one that a sharing site broke in mid-sentence (3、…) is put together again."""
    joined: list[str] = []
    for paragraph in _unbroken([one for one in paragraphs if one.strip()]):
        text = paragraph.strip(" |\t　\n")
        if not text:
            continue
        broken = joined and len(joined[-1]) > 60 and joined[-1][-1] not in _SENTENCE_ENDS
        if broken and _BROKEN.match(text):
            joined[-1] += _BROKEN.sub("", text, count=1)
        else:
            joined.append(text)
    return joined


_NARROWEST, _SLACK, _LEAST_BROKEN = 20, 3, 3


def _unbroken(lines: list[str]) -> list[str]:
    """Lines cut at the width of a page (copied from PDF) put together as paragraphs again.

    A cut line is nearly as long as the longest; where several such end in mid-sentence, the text
    was cut and each of them goes on in the next line.
    """
    widest = max((len(line.rstrip()) for line in lines), default=0)
    cut = [_is_full(line, widest) for line in lines]
    broken = sum(
        full and line.rstrip()[-1] not in _SENTENCE_ENDS
        for full, line in zip(cut, lines, strict=True)
    )
    narrow = _NARROWEST <= widest <= _LONGEST_TITLE + 15 and broken >= _LEAST_BROKEN
    whole: list[str] = []
    for at, line in enumerate(lines):
        fresh = line[:1].isspace() or _starts_afresh(line)
        if at and not fresh and ((narrow and cut[at - 1]) or _is_closing(whole[-1], line)):
            whole[-1] += line.strip()
        else:
            whole.append(line.rstrip())
    return whole


def _is_full(line: str, widest: int) -> bool:
    return len(line.rstrip()) >= widest - _SLACK


def _is_closing(text: str, line: str) -> bool:
    """A bracket left open and closed in the line below: 责任单位 go on there."""
    opened = sum(map(text.count, "（(【〔")) - sum(map(text.count, "）)】〕"))
    return opened > 0 and sum(map(line.count, "）)】〕")) >= opened


def _starts_afresh(line: str) -> bool:
    level = level_of(line)
    return level is not None and not line[:1].isdecimal()


def _pieces(paragraphs: Iterable[str]) -> list[str]:
    """Each numbered part on its own, also where several stand in one paragraph."""
    pieces: list[str] = []
    for paragraph in paragraphs:
        text = _mended(paragraph)
        pieces += [part.strip() for part in _MARK.split(text) if part and part.strip()]
    return pieces


def _mended(text: str) -> str:
    """Misread numbers of scanned papers: L for 1., (S) for （三）, %o for %。"""
    text = re.sub(r"(?<=[\u4e00-\u9fff。）)”])L\s*(?=[\u4e00-\u9fff（(“])", "1.", text)
    text = re.sub(r"(?<=[。）)])\s*[（(][A-Z][)）](?=[\u4e00-\u9fff])", _next_in_order, text)
    return text.replace("%o", "%。")


def _next_in_order(misread: re.Match[str]) -> str:
    """The number that follows the last one of its kind before it."""
    before = re.findall(r"[（(]([一二三四五六七八九])[)）]", misread.string[: misread.start()])
    order = "一二三四五六七八九十"
    return f"({order[order.index(before[-1]) + 1 if before else 0]})"


def _items(pieces: Sequence[str], known: PlanWords) -> list[_Item]:
    items: list[_Item] = []
    ended = annexes = False
    for piece in pieces:
        if _FOOT.match(piece):
            ended, annexes = True, bool(_LIST_OF_ANNEXES.match(piece))
            continue
        if annexes and _is_attached(piece):
            continue
        label = _LABELLED.match(piece)
        if label and items and label_field(label["label"], known):
            items[-1].tail = "；".join(filter(None, [items[-1].tail, _unwrapped(piece)]))
            continue
        level = _level(piece, known)
        if level is not None:
            items.append(_with_tail(_Item(level=level, text=piece), known))
            ended = False
        elif items and not ended:
            ended = _go_on(items[-1], piece, known)
    return items


def _is_attached(piece: str) -> bool:
    """附件：1.…  2.… names what is attached."""
    short = len(piece) <= _LONGEST_TITLE and piece[-1] not in _SENTENCE_ENDS
    return short and level_of(piece) not in (0, 1)


def _level(piece: str, known: PlanWords) -> int | None:
    """The level of a paragraph's number; 一是… is a task of its own where it says who does it."""
    if _SPOKEN.match(piece):
        return 2 if _with_tail(_Item(level=2, text=piece), known).tail else None
    return level_of(piece)


def _go_on(item: _Item, piece: str, known: PlanWords) -> bool:
    """A paragraph without a number goes on with the item before it; True where the text ends."""
    if _assigned_alone(piece, known):
        item.tail = item.tail or _unwrapped(piece)
        return False
    if len(piece) <= _LONGEST_TITLE and piece[-1] not in _SENTENCE_ENDS:
        roster = piece.startswith(tuple(known.rosters))
        if roster:
            item.text = f"{item.text}\n{piece}"
        return not roster  # a signature, a link of the page: no sentence
    more = _with_tail(_Item(level=item.level, text=piece), known)
    item.text = f"{item.text}\n{more.text}".strip()
    item.tail = more.tail or item.tail
    return False


def _unwrapped(piece: str) -> str:
    return piece.strip().strip("【】[]（）()").strip()


def _assigned_alone(piece: str, known: PlanWords) -> bool:
    """A bracket on a line of its own that only says who."""
    found = re.fullmatch(r"\s*[（(](.+)[)）]\s*[。]?\s*", piece, re.DOTALL)
    return bool(found) and _is_assignment(found.group(1) if found else "", known)


def _with_tail(item: _Item, known: PlanWords) -> _Item:
    """Take the bracket at the end that says who off the text."""
    label = "|".join(map(re.escape, sorted(known.labels, key=len, reverse=True)))
    plain = re.search(rf"(?:^|[。\n])\s*((?:{label})\s*[:：].+)$", item.text, re.DOTALL)
    if plain:
        item.tail = " ".join(plain.group(1).split())
        item.text = item.text[: plain.start(1)].rstrip()
        return item
    found = _TAIL.search(item.text)
    if found and _is_assignment(found.group(1), known):
        item.tail = found.group(1).strip()
        item.text = item.text[: found.start()].rstrip()
    return item


def _is_assignment(words: str, known: PlanWords) -> bool:
    label = re.match(r"\s*([\u4e00-\u9fff]{2,8})(?:[（(].*?[)）])?\s*[:：]", words)
    if label and label.group(1) in known.labels:
        return True
    who, _ = _who_and_when(words, known)
    if re.search(r"牵头|负责|配合|落实", who) and len(who) <= 200:
        found = assigned_in(who, known)
        return any(unit.endswith(known.unit_ends) for unit in found.units)
    return len(who) >= 3 and looks_like_units(who, known)


_ANY_YEAR = 2000


def _who_and_when(tail: str, known: PlanWords, year: int = _ANY_YEAR) -> tuple[str, str]:
    """A tail parted into who and until when, labelled or not (甲局牵头，6月底前完成)."""
    who: list[str] = []
    when = ""
    for part in re.split(r"(?<=[；;。\n])", labelled_parts(tail, known)):
        label, mark, rest = part.partition("：")
        if mark and label_field(label.strip("；"), known) == "deadline":
            when = re.sub(r"\s+|[；;。]+$", "", rest)
            continue
        kept = re.split(r"(?<=[，,；;。])", part)
        times = [one for one in kept if is_time(one, year, known.lasting)]
        if times and not mark:
            when = when or re.sub(r"\s+|[；;。，,]+$", "", times[-1])
        who += [one for one in kept if one not in times or mark]
    return "".join(who).strip("，,；;。 "), when


def _tree(items: Iterable[_Item]) -> list[_Item]:
    tops: list[_Item] = []
    path: list[_Item] = []
    for item in items:
        while path and path[-1].level >= item.level:
            path.pop()
        (path[-1].children if path else tops).append(item)
        path.append(item)
    for top in tops:
        _fold(top)
    return tops


def _fold(item: _Item) -> None:
    """Points of one task (（1）…；（2）…。（责任单位：…）) belong together."""
    for child in item.children:
        _fold(child)
    tails = [child.tail for child in item.children]
    leaves = not any(child.children for child in item.children)
    listed = [child.text.rstrip().endswith(("；", ";")) for child in item.children[:-1]]
    if (
        leaves
        and item.level >= 1
        and len(tails) > 1
        and tails[-1]
        and not any(tails[:-1])
        and all(listed)
    ):
        item.text = "\n".join([item.text, *(child.text for child in item.children)])
        item.tail = item.children[-1].tail
        item.children = []


def _is_skipped(item: _Item, known: PlanWords) -> bool:
    title = without_number(item.text)
    if title.startswith(tuple(known.skipped)):
        return True
    everything = "\n".join([item.text, *(child.text for child in item.children)])
    rosters = sum(re.search(rf"{word}\s*[:：]", everything) is not None for word in known.rosters)
    return rosters >= 2


def _collect(
    item: _Item, above: list[_Item], tasks: list[Task], known: PlanWords, year: int
) -> None:
    if item.children:
        for child in item.children:
            if not _is_skipped(child, known):
                _inherited(child, item)
                _collect(child, [*above, item], tasks, known, year)
        return
    tasks.append(_task(str(len(tasks) + 1), item, above, known, year))


def _inherited(child: _Item, parent: _Item) -> None:
    """Who is named once for a whole section does each of its points."""
    if not child.tail and parent.tail:
        child.tail = parent.tail


def _task(no: str, item: _Item, above: list[_Item], known: PlanWords, year: int) -> Task:
    who, deadline_text = _who_and_when(item.tail, known, year)
    assigned = assigned_in(who, known)
    heading, subheading, requirement = _place(item, above)
    return Task(
        no=no,
        heading=heading,
        subheading=subheading,
        requirement=requirement,
        units=assigned.units,
        lead=assigned.lead,
        support=assigned.support,
        deadline_text=deadline_text,
        deadline=read_deadline(deadline_text, year),
        subtasks=subtasks_of(requirement, deadline_text, year),
    )


def _place(item: _Item, above: list[_Item]) -> tuple[str, str, str]:
    """Heading, subheading, requirement: the item's own title is its heading where none is above."""
    titles = [one.title or one.text[:_LONGEST_TITLE] for one in above]
    own = item.title
    rest = item.text[len(own) :].lstrip("。：: \n　") if own else item.text
    if len(titles) >= 2:
        return titles[0], titles[1], item.text
    if len(titles) == 1:
        return (titles[0], own, rest) if rest and own else (titles[0], "", item.text)
    return (own, "", rest) if rest and own else ("", "", item.text)
