"""DOCX: tables of tasks with merged cells, numbers from styles, heads made of tables, tracked changes, contents."""

from __future__ import annotations

from datetime import date

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reporting.plans.document import read_bytes
from reporting.plans.docx_lines import read_docx
from reporting.plans.model import Plan
from tests.reporting.plans.makers import docx_with_table, saved

BEFORE = ["Số: 08/KH-MTTQ-BTT", "An Hải, ngày 12 tháng 01 năm 2026", "KẾ HOẠCH", "Giám sát năm 2026", "I. NHIỆM VỤ"]


def read(data: bytes) -> Plan:
    return read_bytes(data, "plan.docx")


def test_a_table_with_sections_and_cells_merged_downwards() -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Kết quả"],
        ["A", "GIÁM SÁT QUÝ I", "", "", "", ""],
        ["1", "Giám sát bầu cử", "Ban Dân chủ", "Các xã", "Trước ngày 10/3/2026", "Báo cáo"],
        ["2", "Giám sát hộ nghèo", "Ban Dân chủ", "Sở Nông nghiệp", "", ""],
        ["B", "KHÁC", "", "", "", ""],
        ["3", "Duy trì hòm thư", "Văn phòng", "", "Thường xuyên", ""],
    ]
    plan = read(docx_with_table(BEFORE, rows, [(2, 2, 3, 2), (1, 1, 1, 5), (4, 1, 4, 5)]))
    assert [(t.code, t.title, t.lead, t.partners, t.when.start, t.when.due, t.result) for t in plan.tasks] == [
        ("I.A.1", "Giám sát bầu cử", "Ban Dân chủ", "Các xã", None, date(2026, 3, 9), "Báo cáo"),
        ("I.A.2", "Giám sát hộ nghèo", "Ban Dân chủ", "Sở Nông nghiệp", date(2026, 1, 1), date(2026, 3, 31), None),
        ("I.B.3", "Duy trì hòm thư", "Văn phòng", None, None, None, None),
    ]


def test_a_head_of_two_rows_and_columns_in_another_order() -> None:
    rows = [
        ["Thời gian", "Nội dung công việc", "Phân công", "Phân công"],
        ["Thời gian", "Nội dung công việc", "Chủ trì", "Phối hợp"],
        ["Tháng 3/2026", "Hội nghị hiệp thương", "Ban Thường trực", "Văn phòng"],
        ["Chậm nhất 05/4/2026", "Niêm yết danh sách", "Ban Công tác Mặt trận", ""],
    ]
    plan = read(docx_with_table(BEFORE, rows, [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)]))
    assert [(task.title, task.lead, task.partners, task.when.due) for task in plan.tasks] == [
        ("Hội nghị hiệp thương", "Ban Thường trực", "Văn phòng", date(2026, 3, 31)),
        ("Niêm yết danh sách", "Ban Công tác Mặt trận", None, date(2026, 4, 5)),
    ]


def test_a_cell_of_several_lines_is_one_task_with_its_steps() -> None:
    rows = [
        ["STT", "Công việc", "Người thực hiện", "Tiến độ"],
        [
            "1",
            "Tổ chức hội thi\n- Ban hành thể lệ trước ngày 10/5/2026\n- Mời ban giám khảo",
            "Đ/c Lan\nĐ/c Minh",
            "Tháng 6/2026",
        ],
    ]
    (task,) = read(docx_with_table(BEFORE, rows)).tasks
    assert (task.title, task.lead, task.when.due) == ("Tổ chức hội thi", "Đ/c Lan; Đ/c Minh", date(2026, 6, 30))
    assert [(step.title, step.when.due) for step in task.milestones] == [
        ("- Ban hành thể lệ trước ngày 10/5/2026", date(2026, 5, 9))
    ]


def test_line_counts_rows_and_paragraphs_as_the_text_shows_them() -> None:
    rows = [["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Rà soát hộ nghèo", "Văn phòng", "Quý I/2026"]]
    (task,) = read(docx_with_table(BEFORE, rows)).tasks
    assert task.line == len(BEFORE) + 2


def test_head_and_signature_in_tables_of_two_columns() -> None:
    document = Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN MTTQ VIỆT NAM\nXÃ LỘC THỦY"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 31/KH-MTTQ-BTT"
    head.cell(1, 1).text = "Lộc Thủy, ngày 05 tháng 10 năm 2026"
    for line in ["KẾ HOẠCH", "Chăm lo người nghèo", "I. NHIỆM VỤ", "1. Văn phòng lập danh sách trước ngày 20/10."]:
        document.add_paragraph(line)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Đảng ủy xã;\n- Lưu VT."
    foot.cell(0, 1).text = "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH"
    plan = read(saved(document))
    assert (plan.number, plan.issued, plan.title) == ("31/KH-MTTQ-BTT", date(2026, 10, 5), "Chăm lo người nghèo")
    assert [(task.title, task.when.due) for task in plan.tasks] == [
        ("Văn phòng lập danh sách trước ngày 20/10", date(2026, 10, 19))
    ]


def _numbered_style(document: Document) -> None:
    root = document.part.numbering_part.element
    xml = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
        "</w:abstractNum>"
    )
    root.insert(0, parse_xml(xml))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    style = document.styles["List Number"].element
    properties = style.get_or_add_pPr()
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))


def test_numbers_come_from_styles_start_where_told_and_restart() -> None:
    document = Document()
    _numbered_style(document)
    document.add_paragraph("Việc một", style="List Number")
    document.add_paragraph("Việc hai", style="List Number")
    deeper = document.add_paragraph("Việc nhỏ", style="List Number")
    deeper._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="90"/></w:numPr>')
    )
    document.add_paragraph("Việc ba", style="List Number")
    again = document.add_paragraph("Việc khác")
    again._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="91"/></w:numPr>')
    )
    assert [line.text for line in read_docx(saved(document))] == [
        "3. Việc một",
        "4. Việc hai",
        "a) Việc nhỏ",
        "5. Việc ba",
        "1. Việc khác",
    ]


def test_what_was_deleted_with_tracked_changes_is_gone_and_what_was_added_is_there() -> None:
    document = Document()
    paragraph = document.add_paragraph("Rà soát ")
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>toàn bộ </w:delText></w:r></w:del>')
    )
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>hộ nghèo</w:t></w:r></w:ins>')
    )
    assert [line.text for line in read_docx(saved(document))] == ["Rà soát hộ nghèo"]


def test_generated_lists_of_contents_are_left_out() -> None:
    document = Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
            "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>I. NHIỆM VỤ 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>I. NHIỆM VỤ</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert [line.text for line in read_docx(saved(document))] == ["I. NHIỆM VỤ"]


def test_headings_that_only_their_style_tells() -> None:
    document = Document()
    for text, style in [
        ("KẾ HOẠCH", None),
        ("Công tác năm 2026", None),
        ("Mục đích", "Heading 1"),
        ("Nâng cao nhận thức trong tháng 3/2026.", "List Bullet"),
        ("Nhiệm vụ quý II/2026", "Heading 1"),
        ("Rà soát hộ nghèo.", "List Bullet"),
    ]:
        document.add_paragraph(text, style=style)
    assert [(task.title, task.when.due) for task in read(saved(document)).tasks] == [
        ("Rà soát hộ nghèo", date(2026, 6, 30))
    ]
