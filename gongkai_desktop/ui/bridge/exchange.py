"""Reporting between levels for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.tables import compile_tables, report_of_cells
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind, period_words
from gongkai_desktop.domain.exchange.lock import Strength
from gongkai_desktop.domain.exchange.manifest import ENDING
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services import (
    configuration_undo,
    exchange,
    exchange_annual,
    exchange_code,
    exchange_county,
    exchange_files,
    exchange_lock,
    exchange_members,
    exchange_receive,
    exchange_return,
)
from gongkai_desktop.services.exchange_answer import Received
from gongkai_desktop.services.exchange_content import SENT_BACK, Choice
from gongkai_desktop.services.exchange_lock import Lock
from gongkai_desktop.services.exchange_parts import content_for
from gongkai_desktop.ui.bridge.annual import tables_of
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import AnnualTables
from gongkai_desktop.ui.ports.exchange import (
    ConfigurationLook,
    OwnReport,
    PackedLine,
    StandingLine,
)


class ExchangeBridge:
    """Exchanges over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def kinds(self) -> Sequence[tuple[str, str]]:
        """Every kind of package."""
        return [(kind.value, kind.value) for kind in PackageKind if not kind.within]

    def periods(self, kind: str) -> Sequence[str]:
        """The period that ended last comes first: its report is the one due."""
        today = self._session.workspace.today
        if kind != PackageKind.QUARTER.value:
            return [str(year) for year in (today.year - 1, today.year, today.year - 2)]
        at = today.year * 4 + (today.month - 1) // 3
        return [f"{one // 4}Q{one % 4 + 1}" for one in range(at - 1, at - 6, -1)]

    def own(self, kind: str, period: str) -> OwnReport | None:
        """Our own latest package."""
        with self._session.workspace.office.read() as reader:
            sent = reader.exchanges.sent(kind, period)
        if not sent or kind == PackageKind.RETURN.value:
            return None
        last = sent[-1]
        words = f"本单位第{last.edition}版 {last.at.replace('T', ' ')} 生成"
        back = last.reason if last.status == SENT_BACK else ""
        return OwnReport(words=words, returned=back)

    def personal(self, kind: str, period: str, along: bool, report: Report) -> Sequence[str]:
        """What personal data a package would hold."""
        choice = Choice(letters=along, texts=along)
        workspace = self._session.workspace.reporting(report)
        return content_for(workspace, PackageKind(kind), period, choice).personal

    def judge(self, password: str) -> Strength:
        """How a password stands."""
        return exchange_lock.strength(self._session.workspace, password)

    def new_password(self) -> str:
        """A password nobody guesses."""
        return exchange_lock.made_password()

    def pack(
        self, kind: str, period: str, folder: Path, along: bool, password: str, report: Report
    ) -> PackedLine:
        """Make our own package in a folder, its 报送单 and 报送函 beside it."""
        packed = exchange.pack(
            *(self._session.workspace.reporting(report), PackageKind(kind), period, folder),
            choice=Choice(letters=along, texts=along),
            lock=Lock(password=password, confirmed=bool(password)),
        )
        stem = folder / packed.package.manifest.file_name.removesuffix(ENDING)
        papers = [stem.with_name(f"{stem.name}_报送单.pdf")]
        atomic_write(papers[0], packed.slip)
        if packed.cover is not None:
            for ending in ("pdf", "docx"):
                papers.append(stem.with_name(f"{stem.name}_报送函.{ending}"))
                packed.cover.write(papers[-1])
        return PackedLine(
            path=packed.path,
            papers=[*packed.package.files[1:], *papers],
            edition=packed.package.manifest.edition,
            mark=packed.package.seal,
        )

    def locked(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The locked packages among some files."""
        return exchange_receive.locked(paths)

    def opens(self, path: Path, password: str) -> bool:
        """Whether a password opens a package."""
        return exchange_receive.opens(path, password)

    def configurations(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The configurations among some files."""
        return exchange_receive.of_kind(paths, PackageKind.CONFIGURATION)

    def receive(
        self,
        paths: Sequence[Path],
        passwords: Sequence[str],
        report: Report,
        *,
        agreed: bool = False,
    ) -> Sequence[str]:
        """Take files in."""
        told: list[str] = []
        workspace = self._session.workspace.reporting(report)
        try:
            taken = exchange_receive.receive(workspace, paths, passwords=passwords, agreed=agreed)
            for one in taken:
                about = f"{one.unit}{period_words(one.period)}{one.kind}　" if one.unit else ""
                told.append(f"{Path(one.path).name}：{about}{one.status}")
                told += [f"　　{note}" for note in one.notes]
        finally:
            self._session.reload()
        return told

    def preview_configuration(self, path: Path, report: Report) -> Sequence[str]:
        """What a configuration would change."""
        return self._looked_into(path, report).notes

    def configuration_changes(self, path: Path, report: Report) -> ConfigurationLook:
        """What a configuration would change, old and new."""
        one = self._looked_into(path, report)
        return ConfigurationLook(doubts=one.doubts, changes=one.changes)

    def configuration_taken(self) -> str:
        """The configuration in force."""
        taken = configuration_undo.taken_configuration(self._session.workspace)
        if taken is None or not taken.revocable:
            return ""
        return f"最近采用的：{taken.unit}下发，{taken.made}生成"

    def withdraw_configuration(self) -> Sequence[str]:
        """Take it back."""
        done = configuration_undo.withdraw_configuration(self._session.workspace)
        self._session.reload()
        return [
            "已撤回，恢复采用以前的配置",
            *(f"以后又改过，没有动：{name}" for name in done.kept),
            *(f"{one.register_no}的答复期限：{one.old} → {one.new}" for one in done.moved),
        ]

    def _looked_into(self, path: Path, report: Report) -> Received:
        one = exchange_receive.look_into(self._session.workspace.reporting(report), path)
        if one.kind != PackageKind.CONFIGURATION.value:
            raise UserError(f"“{path.name}”不是配置包", "报送包在“年度报告与统计—两级报送”接收")
        return one

    def standing(self, kind: str, period: str) -> Sequence[StandingLine]:
        """How every unit stands."""
        found = exchange_members.standing(self._session.workspace, PackageKind(kind), period)
        return [_line(one) for one in found]

    def send_back(self, kind: str, period: str, code: str, reason: str, folder: Path) -> Path:
        """Send a report back; its package is written to a folder."""
        workspace, of = self._session.workspace, PackageKind(kind)
        exchange_return.send_back(workspace, of, period, code, reason)
        choice = Choice(unit=code, of=of)
        try:
            packed = exchange.pack(workspace, PackageKind.RETURN, period, folder, choice=choice)
        except UserError as error:
            told = f"退回已经登记，退回包没有写成：{error.message}"
            raise UserError(told, f"{error.advice}，再按“退回所选”重新生成") from error
        return packed.path

    def return_notice(self, kind: str, period: str, code: str) -> bytes:
        """The 退回通知 of a report that was sent back."""
        return exchange_return.notice_of(self._session.workspace, PackageKind(kind), period, code)

    def accept(self, kind: str, period: str, code: str) -> None:
        """Take a returned report for reported after all."""
        exchange_return.accept(self._session.workspace, PackageKind(kind), period, code)

    def save_files(self, kind: str, period: str, code: str, folder: Path, report: Report) -> int:
        """Write the files that came with a package into a folder."""
        workspace = self._session.workspace.reporting(report)
        found = exchange_members.latest_of(workspace, PackageKind(kind), period, code)
        return len(exchange_files.save_files(workspace, found, folder))

    def take_members(self, path: Path) -> int:
        """Keep the unit list of a table."""
        listed = exchange_county.read_members(path)
        exchange_members.save_members(self._session.workspace, listed)
        return len(listed)

    def total(self, year: int) -> AnnualTables:
        """The county's sum."""
        summed = exchange_county.county_total(self._session.workspace, year)
        return tables_of(summed.report, summed.violations)

    def behind(self, year: int, path: str) -> Sequence[tuple[str, str]]:
        """The units behind one cell of the sum."""
        summed = exchange_county.county_total(self._session.workspace, year)
        return [(unit, str(cell)) for unit, cell in summed.behind(path)]

    def paper(self, year: int, code: str) -> AnnualTables:
        """What is known of a unit's report, else zeros."""
        with self._session.workspace.office.read() as reader:
            kept = reader.exchanges.of_unit(PackageKind.ANNUAL.value, str(year), code)
        known = report_from_record(kept[-1].body) if kept else compile_tables(year, (), {}, {})
        return tables_of(known, ())

    def take_paper(self, year: int, code: str, cells: Mapping[str, str]) -> Sequence[str]:
        """Keep a report typed from paper."""
        report = report_of_cells(year, cells)
        taken = exchange_annual.take_paper(self._session.workspace, year, code, report)
        return [f"{taken.unit}　{taken.status}", *taken.notes]

    def take_code(self, text: str) -> Sequence[str]:
        """Keep a report scanned from its 报送单."""
        taken = exchange_code.take_code(self._session.workspace, text)
        about = f"{taken.unit}{period_words(taken.period)}{taken.kind}第{taken.edition}版"
        return [f"{about}　{taken.status}", *taken.notes]

    def close_period(self, kind: str, period: str, closed: bool) -> None:
        """Close a period, or open it again."""
        exchange_members.close_period(
            self._session.workspace, PackageKind(kind), period, closed=closed
        )

    def is_closed(self, kind: str, period: str) -> bool:
        """Whether a period takes no more reports."""
        with self._session.workspace.office.read() as reader:
            return f"{kind}{period}" in exchange_members.closed_periods(reader)


def _line(one: exchange_members.Standing) -> StandingLine:
    latest = one.exchange
    if latest is None:
        return StandingLine(code=one.member.code, unit=one.member.name, state=one.status)
    return StandingLine(
        code=one.member.code,
        unit=one.member.name,
        state=one.status,
        edition=f"第{latest.edition}版",
        source=latest.source,
        at=latest.at.replace("T", " "),
        reason=latest.reason,
    )
