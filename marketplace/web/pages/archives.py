"""User archives (用户档案) of a member: what is missing, the company's part, papers, the letter."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.archive import PaperKind, letter_ends_on
from marketplace.domain.working_days import local_day
from marketplace.errors import invalid
from marketplace.i18n.commitment_texts import LETTER_VERSION, LETTERS, letter_sha256
from marketplace.schemas.archives import KeepPaperSchema, KeepProfileSchema, SignLetterSchema
from marketplace.services.find_archive import find_own_archives
from marketplace.services.find_company_profile import find_company_profile
from marketplace.services.find_own_file import find_file
from marketplace.services.keep_company_profile import keep_company_profile
from marketplace.services.keep_paper import drop_paper, find_own_paper, keep_paper, own_papers
from marketplace.services.remind_commitment import MONTHS
from marketplace.services.sign_commitments import sign_commitments
from marketplace.web.call import act, page, runtime
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version
from marketplace.web.language import spoken

pages = Blueprint("archive_pages", __name__, url_prefix="/archives")


@pages.get("")
@page
def overview(*, session: Any, identity: Any, now: Any) -> str:
    """Every line with what is missing, by group buy."""
    archives = find_own_archives(session, identity=identity, now=now)
    profile = find_company_profile(session, identity=identity)  # archives have read a kept one
    by_buy = groupby(archives, lambda one: one.parts.line.group_buy_id)
    groups = [(list(found)) for _id, found in by_buy]
    return render_template("archives/overview.html", groups=groups, profile=profile)


@pages.get("/company")
@page
def company(*, session: Any, identity: Any, now: Any) -> str:
    profile = find_company_profile(session, identity=identity)
    return render_template("archives/company.html", profile=profile)


@pages.post("/company")
@act(again=company)
def keep_company(*, session: Any, identity: Any, now: Any) -> Any:
    profile = find_company_profile(session, identity=identity, for_update=True)
    require_version(profile)
    given = load(KeepProfileSchema())
    keep_company_profile(
        session,
        profile=profile,
        given=given,
        personal_key=runtime().config.personal_key,
        identity=identity,
        now=now,
    )
    flash(_("Your company's part of the archives is kept."))
    return redirect(url_for("archive_pages.overview"), 303)


@pages.get("/papers")
@page
def papers(*, session: Any, identity: Any, now: Any) -> str:
    find_company_profile(session, identity=identity)
    kept = session.scalars(own_papers(identity)).all()
    archives = find_own_archives(session, identity=identity, now=now)
    return render_template(
        "archives/papers.html",
        kinds=list(PaperKind),
        shared={paper.kind: paper for paper in kept if paper.line_id is None},
        own=[paper for paper in kept if paper.line_id is not None],
        lines={one.parts.line.id: one.parts.line for one in archives},
        accepted=ACCEPTED,
    )


@pages.post("/papers")
@act(again=papers)
def add_paper(*, session: Any, identity: Any, now: Any) -> Any:
    find_company_profile(session, identity=identity)
    given = load(KeepPaperSchema(partial=("file_id",)), without=("file_id",))
    file_id = sent_evidence(session, identity=identity, now=now, field="file_id")
    if file_id is None:
        raise invalid("/file_id", "file_empty")
    keep_paper(session, **(given | {"file_id": file_id}), identity=identity, now=now)
    flash(_("The paper is in your archives."))
    return redirect(url_for("archive_pages.papers"), 303)


@pages.post("/papers/<uuid:paper_id>/drop")
@act(again=lambda paper_id: papers())
def take_out(*, paper_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    drop_paper(session, paper_id=paper_id, identity=identity, now=now)
    flash(_("The paper is taken out."))
    return redirect(url_for("archive_pages.papers"), 303)


@pages.get("/papers/<uuid:paper_id>")
@page
def paper(*, paper_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(
        find_file(session, find_own_paper(session, paper_id, identity=identity).file_id)
    )


@pages.get("/letter")
@page
def letter(*, session: Any, identity: Any, now: Any) -> str:
    """The letter to read, and the lines that it is signed for."""
    profile = find_company_profile(session, identity=identity)
    archives = find_own_archives(session, identity=identity, now=now)
    return render_template(
        "archives/letter.html",
        profile=profile,
        version=LETTER_VERSION,
        text=LETTERS[LETTER_VERSION][spoken()],
        text_sha256=letter_sha256(LETTER_VERSION),
        archives=archives,
        ends_on={
            one.parts.line.id: letter_ends_on(local_day(one.parts.commitment.signed_at), MONTHS)
            for one in archives
            if one.parts.commitment
        },
        today=local_day(now),
    )


@pages.post("/letter")
@act(again=letter)
def sign(*, session: Any, identity: Any, now: Any) -> Any:
    find_company_profile(session, identity=identity)
    if not request.form.get("agreed"):
        raise invalid("/agreed", "letter_not_read")
    signed = sign_commitments(session, **load(SignLetterSchema()), identity=identity, now=now)
    flash(
        ngettext(
            "The commitment letter is signed for one line.",
            "The commitment letter is signed for %(num)s lines.",
            len(signed),
        )
    )
    return redirect(url_for("archive_pages.overview"), 303)
