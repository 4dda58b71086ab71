"""A report as a Word document or a PDF: bytes, from the same records as its Markdown. Pure.

Word takes right-to-left runs and paragraphs as marks of its own. The PDF embeds FiraGO (SIL Open Font License 1.1), which has Latin and
Arabic letters with those of Kurdish; its library and font come with `pip install 'diwan[pdf]'`.
"""

import io
import tempfile
from pathlib import Path
from typing import Any

from worker.digest.compose import Source
from worker.digest.render import web
from worker.digest.report import Report
from worker.errors import ConfigError
from worker.knowledge.wording import FSI, PDI, RIGHT_TO_LEFT

_RTL_SOURCES = frozenset({"ar", "ckb", "fa"})


# -- Word ----------------------------------------------------------------------------------------------------------------


def word(report: Report) -> bytes:
    """The report as .docx."""
    import docx  # heavy: only where somebody wants a document
    from docx.shared import Pt

    rtl = report.language in RIGHT_TO_LEFT
    document: Any = docx.Document()
    document.core_properties.title = report.title
    document.core_properties.author = "Diwan"
    document.styles["Normal"].font.size = Pt(11)
    _heading(document, report.title, 0, rtl)
    _text(document.add_paragraph(), report.subtitle, rtl, bold=True)
    for line in report.summary:
        _text(document.add_paragraph(style="List Bullet"), line, rtl)
    for section in report.sections:
        _heading(document, section.title, 1, rtl)
        for one in section.paragraphs:
            paragraph = document.add_paragraph()
            _text(paragraph, f"{one.number}. {one.line}", rtl, bold=True)
            for detail in one.details:
                _text(document.add_paragraph(), detail, rtl)
            for cited in one.sources:
                paragraph = document.add_paragraph(style="List Bullet 2")
                _link(document, paragraph, cited.source)
                _text(paragraph, f" ({cited.credit})", False)
                if rtl:
                    _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
    if report.table:
        table = document.add_table(rows=1, cols=len(report.head), style="Light Grid Accent 1")
        for row, cells in zip(
            [table.rows[0], *(table.add_row() for _ in report.table)], [report.head, *report.table], strict=True
        ):
            for cell, text in zip(row.cells, cells, strict=True):
                _text(cell.paragraphs[0], text, rtl, size=9)
        if rtl:
            _mark(table._tbl.tblPr, "w:bidiVisual", at=1)  # the schema wants it behind the style
    _text(document.add_paragraph(), report.foot, rtl, size=9)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _heading(document: Any, text: str, level: int, rtl: bool) -> None:
    _text(document.add_heading(level=level), text, rtl)


def _text(paragraph: Any, text: str, rtl: bool, *, bold: bool = False, size: int | None = None) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(_clean(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if rtl:
        _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
        run.font.rtl = True
        run.font.cs_bold = bold or None  # letters of right-to-left scripts have a weight of their own


def _mark(parent: Any, name: str, *, at: int | None = None) -> None:
    """An empty element in a place that the schema allows: programs refuse documents whose elements stand in another order."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if parent.find(qn(name)) is None:
        parent.insert(len(parent) if at is None else at, OxmlElement(name))


def _link(document: Any, paragraph: Any, source: Source) -> None:
    """A hyperlink on the original headline; bare text where the address is none."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    url, rtl = web(source.url), source.language in _RTL_SOURCES
    run = paragraph.add_run(_clean(source.title))
    if rtl:
        run.font.rtl = True
    if not url:
        return
    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def _clean(text: str) -> str:
    """XML takes no control characters."""
    return "".join(char for char in text if char >= " " or char in "\n\t")


# -- PDF -----------------------------------------------------------------------------------------------------------------


def pdf(report: Report) -> bytes:
    """The report as PDF, A4. Raises ConfigError: the library or its font is not installed."""
    try:
        import pymupdf_fonts
        from fpdf import FPDF
    except ImportError as error:
        raise ConfigError(f"a PDF needs more: pip install 'diwan[pdf]' ({error.name} is missing)") from error
    document = FPDF(format="A4")
    document.set_title(report.title)
    document.set_author("Diwan")
    document.set_creation_date(report.made_at)
    document.set_auto_page_break(True, margin=18)
    with tempfile.TemporaryDirectory(prefix="diwan-") as folder:  # the library reads fonts from files only
        for style, name in (("", "figo"), ("B", "figbo")):
            path = Path(folder) / f"{name}.ttf"
            path.write_bytes(pymupdf_fonts.fontbuffers[name]())
            document.add_font("FiraGO", style, fname=path)
        return _pages(document, report)


def _pages(document: Any, report: Report) -> bytes:
    from fpdf.enums import XPos, YPos

    rtl = report.language in RIGHT_TO_LEFT
    side = "R" if rtl else "L"
    document.add_page()

    def put(text: str, size: float, *, bold: bool = False, link: str = "", indent: float = 0, to: str = side) -> None:
        document.set_font("FiraGO", "B" if bold else "", size)
        document.set_text_color(31, 95, 153) if link else document.set_text_color(15, 23, 42)
        document.set_text_shaping(True, direction="rtl" if to == "R" else "ltr")
        if to == "L":
            document.set_x(document.l_margin + indent)
        width = document.epw - indent
        said = _clean(text).replace(FSI, "").replace(PDI, "")
        document.multi_cell(width, size * 0.55, said, align=to, link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    put(report.title, 20, bold=True)
    put(report.subtitle, 12)
    document.ln(2)
    for line in report.summary:
        put(f"• {line}", 10.5)
    for section in report.sections:
        document.ln(4)
        put(section.title, 14, bold=True)
        for one in section.paragraphs:
            document.ln(2)
            put(f"{one.number}. {one.line}", 11, bold=True)
            for detail in one.details:
                put(detail, 10)
            for cited in one.sources:
                source, to = cited.source, "R" if cited.source.language in _RTL_SOURCES else "L"
                put(f"{source.title} ({cited.credit})", 9.5, link=web(source.url), indent=6, to=to)
    document.ln(5)
    put(report.foot, 8.5)
    return bytes(document.output())
