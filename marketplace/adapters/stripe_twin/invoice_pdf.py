"""A plain one-page PDF for an invoice of the twin: figures only, marked as a trial."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.pages import money
from marketplace.adapters.stripe_twin.state import Object


def invoice_pdf(invoice: Object) -> bytes:
    tax = sum(each["amount"] for each in invoice["total_taxes"])
    lines = (
        "TRIAL - NO MONEY MOVES",
        f"Invoice {invoice['number']}",
        f"Net   {money(invoice['total'] - tax, invoice['currency'])}",
        f"VAT   {money(tax, invoice['currency'])}",
        f"Total {money(invoice['total'], invoice['currency'])}",
    )
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    text = f"BT /F1 14 Tf 20 TL 60 760 Td {shown} ET".encode("ascii", "replace")
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _file(*objects: bytes) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return written + head + table + end % (len(objects) + 1, len(written))
