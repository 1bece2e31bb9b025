"""Specimen papers for the demo: one-page PDFs that say what they stand for."""

from __future__ import annotations


def specimen(title: str) -> bytes:
    """A PDF of one line, ASCII only; the same title makes the same bytes."""
    line = f"SPECIMEN (demo, illustrative, no legal effect): {title}"
    text = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    page = f"BT /F1 14 Tf 40 780 Td ({text}) Tj ET".encode("ascii")
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    return _assembled(bodies)


def _assembled(bodies: tuple[bytes, ...]) -> bytes:
    """The objects with their table of places."""
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(bodies) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(made))
    return made + head + tail
