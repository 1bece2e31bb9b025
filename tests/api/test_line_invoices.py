"""Invoices of lines from the schedule to the last confirmed transfer, and every way back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.enrolling import codes
from tests.factories.paying import e_invoice_number, served


@pytest.fixture(scope="module")
def line(people):
    return served(people, lines=2)
