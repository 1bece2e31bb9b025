"""House thresholds: numbers that no law gives. They are settings; these are their defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Shares in basis points, times in minutes, days or months."""

    affiliate_control_bps: int = 5000
    "BUY-06: a far end held by more than this passes"
    affiliate_least_bps: int = 2000
    "BUY-06: a share from here up to the control share is held; below, it is unrelated"
    local_demand_bps: int = 2000
    "COMP-05: members with more than this share of the local demand need a legal review"
    least_members_shown: int = 3
    "COMP-02: totals are shown from so many members up"
    upload_gap_minutes: int = 10
    "COLL-04: uploads of two quotes not further apart are a sign for review"
    below_mean_bps: int = 4000
    "COLL-05: a price so far below the mean of the others is abnormally low"
    below_next_bps: int = 3000
    "COLL-05: or so far below the next one"
    close_to_winner_bps: int = 50
    "COLL-06: a losing total no further above the winner's is a sign for review"
    rotation_awards: int = 4
    "COLL-07: so many awards in a row that go round by turns are a sign"
    registry_check_days: int = 90
    "BUY-04: a look into the company register counts for so long"
    licence_check_days: int = 180
    "SELL-01: a look-up of a carrier's licence counts for so long (the rhythm of PLAT-05)"
    commitment_months: int = 12
    "USE-05: a commitment letter is signed anew after so long"
    baseline_days: int = 7
    "COMP-11: the base of a saving is the lowest deal of so many days, or documented"
    least_quotes: int = 2
    "quotes that a private RFQ needs; with one it is a negotiated purchase"
