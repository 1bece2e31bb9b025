"""JSON API v1: every resource of the marketplace, described by OpenAPI 3.1."""

from __future__ import annotations

from flask import Flask, request
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, UnsupportedMediaType

from marketplace.api import (
    acceptance,
    accounts,
    archives,
    audit,
    award_complaints,
    awards,
    catalogue,
    company_profiles,
    competition_records,
    complaints,
    contract_archives,
    contract_ends,
    contract_files,
    contracts,
    data_exports,
    demo_clock,
    deposit_claims,
    deposits,
    enrolments,
    evidence_files,
    explanations,
    fee_tables,
    fees,
    findings,
    group_buy_talk,
    group_buys,
    health,
    installations,
    invitations,
    leaving,
    ledger,
    licences,
    line_abuses,
    line_invoices,
    line_payment_sheets,
    notifications,
    organisations,
    organiser_statements,
    own_ledger,
    participations,
    payee_accounts,
    payments,
    platform,
    price_book_changes,
    price_book_sheets,
    price_books,
    privacy,
    problems,
    quotes,
    rate_cards,
    remittances,
    rfq_talk,
    rfqs,
    savings,
    scenarios,
    screens,
    search,
    solves,
    tier_advice,
    waiting,
)
from marketplace.api.description import DescribedApi
from marketplace.api.sheet_files import CSV, XLSX
from marketplace.domain.file_kinds import ENDINGS
from marketplace.errors import MarketplaceError, Stopped

ROOT = "/api/v1"
BLUEPRINTS = (
    accounts.blp,
    organisations.blp,
    enrolments.blp,
    licences.blp,
    catalogue.blp,
    price_books.blp,
    price_book_sheets.blp,
    price_book_changes.blp,
    group_buys.blp,
    group_buy_talk.blp,
    organiser_statements.blp,
    competition_records.blp,
    invitations.blp,
    participations.blp,
    tier_advice.blp,
    waiting.blp,
    rfqs.blp,
    rfq_talk.blp,
    quotes.blp,
    rate_cards.blp,
    screens.blp,
    scenarios.blp,
    awards.blp,
    solves.blp,
    explanations.blp,
    acceptance.blp,
    award_complaints.blp,
    contracts.blp,
    contract_ends.blp,
    evidence_files.blp,
    installations.blp,
    line_abuses.blp,
    line_invoices.blp,
    remittances.blp,
    payee_accounts.blp,
    line_payment_sheets.blp,
    complaints.blp,
    savings.blp,
    company_profiles.blp,
    archives.blp,
    contract_archives.blp,
    contract_files.blp,
    data_exports.blp,
    privacy.blp,
    leaving.blp,
    findings.blp,
    platform.blp,
    ledger.blp,
    deposits.blp,
    deposit_claims.blp,
    payments.blp,
    own_ledger.blp,
    fee_tables.blp,
    fees.blp,
    notifications.blp,
    search.blp,
    audit.blp,
)
OPENAPI = {
    "API_TITLE": "Cross-border private-line group buying · 跨境专线团购",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": ROOT,
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "security": [{"token": []}],
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    },
}
TAKES_SHEETS = ("/rows/import", "/line-sheet", "/rate-card", "/invoice-sheet", "/remittance-sheet")
"Ends of the paths at which a CSV or XLSX body is read"
TAKES_FILES = ("/files", "/scan")
"and those at which evidence is uploaded"


def register(app: Flask, *, demo_clock_open: bool) -> None:
    """Put the API, its description and its problem answers into the app."""
    app.config.update(OPENAPI)
    api = DescribedApi(app)
    for blueprint in (*BLUEPRINTS, *((demo_clock.blp,) if demo_clock_open else ())):
        api.register_blueprint(blueprint, url_prefix=ROOT)
    app.register_blueprint(health.blueprint)
    app.before_request(refuse_other_types)


def refuse_other_types() -> None:
    """A body that is not JSON is told so; sheets are for operations that take one."""
    if not request.path.startswith(ROOT + "/") or not request.content_length:
        return
    sheets = (CSV, XLSX) if request.path.endswith(TAKES_SHEETS) else ()
    files = tuple(ENDINGS) if request.path.endswith(TAKES_FILES) else ()
    if request.mimetype not in ("application/json", *sheets, *files):
        raise UnsupportedMediaType()


HANDLERS = (
    (MarketplaceError, problems.problem),
    (Stopped, problems.stopped_problem),
    (HTTPException, problems.http_problem),
    (DataError, problems.data_problem),
    (StaleDataError, problems.stale_problem),
    (OperationalError, problems.away_problem),
    (InterfaceError, problems.away_problem),
    (RecursionError, problems.unreadable_problem),
    (ValueError, problems.value_problem),
    (Exception, problems.crash_problem),
)
"Error class and the answer it gets under ROOT"
