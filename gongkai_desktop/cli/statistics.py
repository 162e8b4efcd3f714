"""``statistics list|compile|enter|score``: month and quarter forms, and 自评, from a shell."""

from __future__ import annotations

from pathlib import Path

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.services import scoring
from gongkai_desktop.services import statistics as statistics_service
from gongkai_desktop.services.press import press_for


def add_commands(commands: Subcommands) -> None:
    """Add the commands of periodic statistics."""
    parsers = group(commands, "statistics", "季报、月报等统计报表")
    command(parsers, "list", list_forms, "列出全部统计表")
    parser = command(parsers, "compile", compile_form, "由登记簿和台账编出一张统计表")
    parser.add_argument("form", metavar="统计表")
    parser.add_argument("period", metavar="期间", help="季报如 2026Q3，月报如 2026-10")
    parser.add_argument("--xlsx", metavar="文件", help="同时写成工作簿")
    parser.add_argument("--pdf", metavar="文件", help="同时写成打印稿")
    parser = command(parsers, "enter", enter, "填报一个手工指标")
    for name, words in (("form", "统计表"), ("period", "期间"), ("row", "指标")):
        parser.add_argument(name, metavar=words)
    parser.add_argument("value", metavar="数", type=int)
    parser.add_argument("--section", metavar="科室", default="", help="提供数字的科室")
    parser = command(parsers, "score", score, "按评分办法自评，导出佐证材料")
    parser.add_argument("year", metavar="年份", type=int)
    parser.add_argument("--pdf", metavar="文件", help="同时写成自评表")
    parser.add_argument("--evidence", metavar="文件夹", help="佐证材料按指标分文件夹导出，附目录")


def list_forms(call: Invocation) -> int:
    """Every form there is."""
    with call.trial_workspace() as workspace:
        forms = workspace.knowledge.statistics
    call.out.document(
        [{"key": one.key, "title": one.title, "period": one.period.value} for one in forms]
    )
    call.out.lines(f"{one.key}  {one.title}" for one in forms)
    return DONE


def compile_form(call: Invocation) -> int:
    """One form for one period, on screen and as files."""
    with call.workspace() as workspace:
        made = statistics_service.compile_statistics(workspace, call.args.form, call.args.period)
        if call.given("xlsx"):
            statistics_service.write_workbook(workspace, made, Path(call.args.xlsx))
            what = f"{made.form.title} {made.span.label}"
            workspace.note("导出统计报表", what=what, file=Path(call.args.xlsx).name)
        if call.given("pdf"):
            page = statistics_service.statistics_pdf(workspace, press_for(workspace), made)
            atomic_write(Path(call.args.pdf), page)
            what = f"{made.form.title} {made.span.label}"
            workspace.note("打印统计报表", what=what, file=Path(call.args.pdf).name)
    call.out.document(statistics_service.statistics_document(made))
    call.out.line(f"{made.form.title}　{made.span.label}{'　零报告' if made.zero else ''}")
    for row in made.form.rows:
        values = "　".join("" if one is None else str(one) for one in made.figures[row.key])
        call.out.line(f"  {'　' * row.level}{row.title}：{values}" if values.strip() else row.title)
    return DONE


def enter(call: Invocation) -> int:
    """Keep a figure that no register gives."""
    args = call.args
    with call.workspace() as workspace:
        made = statistics_service.enter(
            workspace, args.form, args.period, args.row, args.value, args.section
        )
    call.out.document(statistics_service.statistics_document(made))
    call.out.line(f"已填报{made.span.label}的{args.row}：{args.value}")
    return DONE


def score(call: Invocation) -> int:
    """The office's own assessment of a year, its evidence laid out where asked for."""
    with call.workspace() as workspace:
        sheet = scoring.score_year(workspace, call.args.year)
        files: list[Path] = []
        if call.given("pdf"):
            page = scoring.score_pdf(workspace, press_for(workspace), sheet)
            atomic_write(Path(call.args.pdf), page)
            workspace.note("打印自评表", what=f"{sheet.year}年", file=Path(call.args.pdf).name)
        if call.given("evidence"):
            folder = Path(call.args.evidence)
            files = scoring.export_evidence(workspace, call.args.year, folder)
            workspace.note("导出佐证材料", what=f"{sheet.year}年", file=folder.name)
    call.out.document({**scoring.score_document(sheet), "files": [str(path) for path in files]})
    call.out.line(f"{sheet.year}年自评{shown(sheet.total)}分，满分{shown(sheet.full)}分")
    for one in sheet.lines:
        points = "待评" if one.score is None else shown(one.score)
        call.out.line(f"  {one.indicator.title}：{points}/{shown(one.indicator.full)}　{one.why}")
    return DONE
