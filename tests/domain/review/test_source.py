from gongkai_desktop.domain.review.source import Cell, Source, Span

TEXT = "公示\n姓名\t电话\n张某"
SOURCE = Source(
    path="公示.docx",
    text=TEXT,
    spans=(
        Span(start=0, end=2, place="第1段"),
        Span(start=3, end=5, place="表1第1行第1列", cell=Cell(table=0, row=0, column=0)),
        Span(start=6, end=8, place="表1第1行第2列", cell=Cell(table=0, row=0, column=1)),
        Span(start=9, end=11, place="批注1", hidden="批注"),
    ),
)


def test_an_offset_finds_the_place_that_holds_it():
    assert [getattr(SOURCE.at(offset), "place", None) for offset in (0, 1, 2, 3, 7, 10, 11)] == [
        "第1段",
        "第1段",
        None,
        "表1第1行第1列",
        "表1第1行第2列",
        "批注1",
        None,
    ]


def test_tables_give_their_cells_and_nothing_else():
    (table,) = SOURCE.tables()
    assert [SOURCE.words(span) for span in table] == ["姓名", "电话"]
