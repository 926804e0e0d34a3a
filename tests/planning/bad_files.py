"""Files that are no plan: made here, each with the words that its sender reads."""

import zipfile
from io import BytesIO

from pypdf import PdfWriter


def pdf(pages: int, password: str = "") -> bytes:
    """Pages without any text, as a scanner makes them."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password)
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


def bomb() -> bytes:
    """A Word file of 200 KB that unpacks to 200 MB."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b"0" * 1024 * 1024)
    return into.getvalue()


ALL = (
    ("trong.txt", b"   \n", "Tệp không có nội dung"),
    ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "Chỉ đọc được kế hoạch ở dạng Word"),
    ("hong.docx", b"PK\x03\x04" + b"broken" * 20, "bị hỏng hoặc không đúng định dạng"),
    ("cu.rtf", rb"{\rtf1 Ke hoach}", "Word đời cũ"),
    ("quet.pdf", pdf(2), "bản quét"),
    ("day.pdf", pdf(301), "Tệp có 301 trang"),
    ("khoa.pdf", pdf(1, "mat-khau"), "Tệp có mật khẩu"),
    ("bom.docx", bomb(), "bung ra quá lớn"),
    ("thu.txt", "Kính gửi các đồng chí, chúc sức khỏe.".encode(), "Không thấy nhiệm vụ nào"),
)
