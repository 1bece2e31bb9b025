"""A marketplace in this process whose payments are a trial Stripe, both with pages to look at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from marketplace.adapters.run_lock import free_port
from marketplace.adapters.stripe_twin import server as twin
from marketplace.config import Config
from marketplace.jobs.act_on_deposit import sweep_deposits
from marketplace.jobs.worker import run_until_idle
from marketplace.payment_settings import KNOWN_METHODS, TRIAL_KEY, TRIAL_SECRET, PaymentSettings
from tests.e2e.browser import Person
from tests.e2e.faults_seen import Findings
from tests.factories.demand import Market
from tests.factories.people import People
from tests.factories.scratch import scratch
from tests.factories.sweeping import sweep_market


class Asking(Market):
    """A group buy that asks for a deposit."""

    def draft(self, **changes: Any) -> str:
        drafted: str = super().draft(**changes)
        terms = {"way": "charge", "rate_bps": 200, "interest_bps": 0}
        assert self.park.put(f"/group-buys/{drafted}/deposit-terms", terms).status_code == 200
        return drafted


@dataclass
class Paying:
    """Where it answers, where people pay, and what was seen wrong on the way."""

    app: Flask
    base: str
    trial: str
    browser: Browser
    findings: Findings = field(default_factory=Findings)

    @property
    def people(self) -> People:
        return People(self.app, self.app.extensions["marketplace"].database)

    def person(self) -> Person:
        return Person(self.browser, self.base, "en", self.findings, also=(self.trial,))

    def work(self, market: Market | None = None) -> None:
        """Do the jobs that wait, and act on what is due of the market."""
        with ThreadPoolExecutor(1) as beside:  # the browser has a loop of its own in this thread
            beside.submit(self._work, market).result()

    def _work(self, market: Market | None) -> None:
        runtime = self.app.extensions["marketplace"]
        run_until_idle(runtime)
        if market is not None:
            sweep_market(self.app, market.id)
            sweep_deposits(runtime)


@contextmanager
def paying(config: Config, database_url: str, browser: Browser) -> Iterator[Paying]:
    """For the block, in a database of its own; the trial's webhooks reach the marketplace."""
    base = f"http://127.0.0.1:{free_port(30_000)}"
    with twin.served(webhooks=f"{base}/webhooks/stripe") as trial:
        payments = PaymentSettings(TRIAL_KEY, (TRIAL_SECRET,), KNOWN_METHODS, trial.url)
        told = replace(config, payments=payments, base_url=base)
        with scratch(told, database_url) as app, answering(app, int(base.rpartition(":")[2])):
            yield Paying(app, base, trial.url, browser)


@contextmanager
def answering(app: Flask, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
