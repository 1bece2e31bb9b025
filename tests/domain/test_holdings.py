"""The inventory of personal data speaks of every table, and shows no unchecked article."""

from __future__ import annotations

from collections import Counter

from marketplace.db.columns import Base
from marketplace.domain.compliance.source import Evidence
from marketplace.domain.holdings import HOLDINGS, NOT_PERSONAL

NAMED = Counter(table for holding in HOLDINGS for table in holding.tables)
ABOUT_PEOPLE = ("email", "name", "phone", "password", "contact")


def test_every_table_stands_in_one_holding_or_says_nothing_of_a_person():
    tables = {table.name for table in Base.metadata.tables.values()}

    assert tables <= NAMED.keys() | NOT_PERSONAL
    assert not NAMED.keys() & NOT_PERSONAL
    assert set(NAMED.values()) == {1}


def test_a_table_said_to_hold_nothing_of_people_has_no_column_about_them():
    for table in Base.metadata.tables.values():
        if table.name in NOT_PERSONAL:
            told = [c.name for c in table.columns if c.name in ABOUT_PEOPLE]
            assert not told, (table.name, told)


def test_every_holding_says_all_in_both_languages_by_checked_sources():
    for one in HOLDINGS:
        for text in (one.title, one.whom, one.what, one.purpose, one.basis, one.kept, one.readers):
            assert text.zh and text.en, one.key
        assert all(source.evidence != Evidence.KNOWLEDGE for source in one.sources)
