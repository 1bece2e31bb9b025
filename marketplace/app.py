"""create_app: builds everything and wires it; the only module that sees every floor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

import pricing.award
from marketplace import api, cli, interop, logs, web
from marketplace.adapters.embedded_postgres import hold_until_exit
from marketplace.adapters.job_queue import ProcrastinateQueue
from marketplace.adapters.mail import NoMailer, SmtpMailer
from marketplace.adapters.storage_folder import FolderStorage
from marketplace.adapters.typst_documents import TypstDocuments
from marketplace.config import Config
from marketplace.db.session import Database
from marketplace.jobs import worker
from marketplace.jobs.act_on_deposit import act_on_deposit
from marketplace.jobs.check_payments import check_payments
from marketplace.jobs.reread_payments import reread_payments
from marketplace.payment_settings import PaymentSettings
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.web.addresses import LazyRule
from marketplace.web.words import words_of

LARGEST_BODY = 8 * 1024 * 1024
MOST_PARTS = 12_000
"of a form: a quote of some hundred lines and rates has ten for each"


def create_app(config: Config) -> Flask:
    """The application for these settings; starts the embedded database when none is named."""
    if not config.testing:
        logs.configure(config.log_file)
    app = Flask("marketplace", static_folder=None)
    app.url_rule_class = LazyRule
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=MOST_PARTS,
        TESTING=config.testing,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.trusted_proxies, x_proto=0
        )
    app.extensions["marketplace"] = build_runtime(config)
    api.register(app, demo_clock_open=config.demo_clock)
    web.register(app)
    interop.register(app)
    cli.register(
        app,
        run_worker=worker.run,
        reread_payments=reread_payments,
        check_payments=check_payments,
        act_on_deposit=act_on_deposit,
    )
    for error, answer in api.HANDLERS:
        app.register_error_handler(error, by_face(answer, web.error_page))
    return app


def build_runtime(config: Config) -> Runtime:
    """Settings, database and ports as the environment asks for them."""
    url = config.database_url or hold_until_exit(config.var).url
    return Runtime(
        config=config.at(url),
        database=Database(url),
        jobs=ProcrastinateQueue(),
        solver=partial(pricing.award.solve_certified, cores=config.solve_cores),
        mailer=SmtpMailer(config.smtp_url, config.mail_from) if config.smtp_url else NoMailer(),
        storage=FolderStorage(config.files or config.var / "files"),
        documents=TypstDocuments(),
        words=words_of,
        payments=payments_of(config.payments),
    )


def payments_of(settings: PaymentSettings) -> Payments | None:
    """None without a key: payments are off, and every page of theirs says so."""
    if settings.key is None:
        return None
    from marketplace.adapters.stripe_payments import StripePayments  # a second, only if it is on

    return StripePayments(settings.key, methods=settings.methods, url=settings.url)


def by_face(answer: Callable[[Any], Response], page: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """An error handler: a problem answer under the API, a page elsewhere."""

    def handled(error: Any) -> Any:
        return answer(error) if request.path.startswith("/api/") else page(error)

    return handled
