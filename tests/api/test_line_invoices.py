"""Invoices of lines from the schedule to the last confirmed transfer, and every way back."""

from __future__ import annotations

import pytest

from tests.factories.paying import served


@pytest.fixture(scope="module")
def line(people):
    return served(people, lines=2)
