"""A member's lines as a sheet: the template, its own lines, and a file brought into the form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import MultiDict

from marketplace.errors import Fault, Invalid, invalid
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import SheetForm, read_sheet
from marketplace.services.find_participation import find_participation
from marketplace.services.find_stated_lines import stated_lines
from marketplace.services.price_lines import MOST_LINES, PriceCheck, check_price
from marketplace.services.sketch_price import sketch_price
from marketplace.web.brought_lines import filled_lines, with_lines
from marketplace.web.call import act, page
from marketplace.web.forms import sent_file
from marketplace.web.language import spoken
from marketplace.web.line_sketches import VERSION, typed_lines
from marketplace.web.pages.stay import find_stay, keep_draft, lines_page, refused
from marketplace.web.sheet_files import sheet_answer
from marketplace.web.typed import Typed, numbers_of

pages = Blueprint("line_sheet_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/lines")


@pages.get("/template.<any(csv, xlsx):form>")
@page
def sheet_template(
    *, group_buy_id: UUID, form: str, session: Any, identity: Any, now: Any
) -> Response:
    kind = SheetForm(form)
    return sheet_answer(template(LINE_SHEET, spoken(), kind), "line-template", kind)


@pages.get("/lines.<any(csv, xlsx):form>")
@page
def own_sheet(*, group_buy_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    """The member's own lines as a file that it can change and bring again."""
    stay, kind = find_participation(session, group_buy_id, identity), SheetForm(form)
    data = write_sheet(LINE_SHEET, stated_lines(stay), spoken(), kind)
    return sheet_answer(data, f"lines-{group_buy_id}", kind)


@pages.post("/sheet")
@act(again=refused)
def bring(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> tuple[str, int]:
    """Put the lines of a sheet into the form, with their prices; nothing is joined.

    They come after the lines that stand there, or with `mode` replace alone: then what stood there
    is the draft until somebody saves. Every fault of the file by row and column, or all its lines.
    """
    brought = read_sheet(sent_file(), LINE_SHEET)
    typed, _wishes = typed_lines()
    standing = filled_lines(typed)
    alone = request.form.get("mode") == "replace" or not standing
    values = with_lines({} if alone else standing, brought)
    if len(numbers_of(values, "lines")) > MOST_LINES:
        raise invalid("/lines", "list_size", low=1, high=MOST_LINES)
    written, wishes = typed_lines(MultiDict(values))
    unkept = bool(alone and standing)
    kept = standing | {VERSION: typed[VERSION]} if unkept else written
    mark = keep_draft(session, group_buy_id, kept, identity=identity, now=now)
    shown: dict[str, Any] = {"mark": mark, "unkept": unkept, "now": now}
    faults: list[Fault] = []
    if alone:
        shown["check"], faults = _checked(session, group_buy_id, brought, identity, now)
    else:
        shown["sketch"] = sketch_price(
            session, group_buy_id=group_buy_id, wishes=wishes, identity=identity
        )
    g.typed = Typed(values, faults)
    stay = find_stay(session, group_buy_id, identity)
    body = lines_page(session, group_buy_id, identity, stay=stay, lines=brought, **shown)
    return body, 422 if faults else 200


def _checked(
    session: Any, group_buy_id: UUID, lines: list[dict[str, Any]], identity: Any, now: Any
) -> tuple[PriceCheck | None, list[Fault]]:
    """The price of the lines, or why they have none."""
    try:
        check = check_price(
            session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now
        )
    except Invalid as error:
        return None, error.faults
    return check, []
