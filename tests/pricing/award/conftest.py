import copy

import pytest

from pricing.award import solver

PROBLEM = {
    "format": "award-problem/1",
    "currency": "CNY",
    "lines": [
        {"id": "L1", "lot": "SHA-HKG", "member": "M1", "mbps": 100},
        {"id": "L2", "lot": "SHA-HKG", "member": "M2", "mbps": 400},
        {"id": "L3", "lot": "SHA-SIN", "member": "M1", "mbps": 50, "outside_option_minor": 900},
    ],
    "quotes": [
        {
            "carrier": "CT",
            "prices_minor": {"L1": 1000, "L2": 4000, "L3": 1000},
            "ladders": [
                {
                    "id": "CT-1",
                    "lots": "all",
                    "measure": "mbps",
                    "tiers": [
                        {"from": 0, "discount_bps": 0},
                        {"from": 500, "discount_bps": 800},
                    ],
                }
            ],
            "bundles": [{"id": "CT-B1", "lots": ["SHA-HKG", "SHA-SIN"], "discount_bps": 200}],
        },
        {"carrier": "CU", "prices_minor": {"L1": 950, "L2": 3900, "L3": 990}},
    ],
    "rules": {},
}


@pytest.fixture
def problem():
    """Two carriers, three lines: CT is dearer by list, cheaper by ladder and bundle."""
    return copy.deepcopy(PROBLEM)


@pytest.fixture
def no_ties(monkeypatch):
    """Ties are judged by trying every award; elsewhere they only take time."""
    monkeypatch.setattr(solver, "ties_broken", lambda *_: True)
    monkeypatch.setattr(solver, "find_conflicts", lambda *_: (("/rules",), True))
