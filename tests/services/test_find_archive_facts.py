"""What the rules are told of a line comes from what its member stated, proved and signed."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.archive import PaperKind
from marketplace.domain.compliance.facts import ArchiveFacts, FarEndFacts, LineFacts, UseFacts
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import ask
from marketplace.models import Line, Organisation
from marketplace.services.find_archive_facts import find_facts_of_lines
from marketplace.services.find_archive_parts import find_archive_parts
from marketplace.services.find_carrier_facts import find_carrier_facts, find_quote_right
from tests.factories.archives import a_file, a_paper, ready, ready_licence
from tests.factories.demand import Market, a_line
from tests.factories.locked import Locked

DAY = date(2026, 11, 28)
SAID = ("purpose", "users", "a_end", "z_end", "internal_only", "internet_breakout", "voice")


@pytest.fixture(scope="module")
def market(app, database):
    from tests.factories.people import People

    market = Market(People(app, database))
    market.ready = False  # its members say and prove nothing by themselves
    return market


def facts_of(database, member):
    with database.single_statements() as session:
        lines = session.scalars(sa.select(Line).where(Line.member_id == member.id)).all()
        return find_facts_of_lines(session, lines)


def held(gate, *facts):
    """Codes of the rules that stop or hold these facts."""
    found = ask(gate, DAY, facts, about={type(one) for one in facts})
    return {one.code for one in found if one.outcome in (Outcome.HOLD, Outcome.REJECT)}


def test_a_line_that_says_nothing_of_its_use_is_unknown(database, market):
    member = market.member()
    market.join(member, a_line(**dict.fromkeys(SAID)))

    (found,) = facts_of(database, member)

    assert (found.use.purpose, found.use.voice, found.line.a_end) == (None, None, None)
    assert (found.use.resale, found.line.shared_with_others) == (None, None)
    assert (found.line.a_address_proof, found.far_end.evidence) == (False, False)


def test_what_is_stated_when_joining_is_told_to_the_rules(database, market):
    member = market.member()
    market.join(member)

    (found,) = facts_of(database, member)

    assert (found.use.purpose, found.use.users, found.use.resale) == ("erp", 60, False)
    assert (found.far_end.share_bps, found.far_end.region) == (10_000, "HK")
    assert (found.use.voice, found.use.pstn_interconnect) == (False, False)
    assert found.archive.customer_name is None


def test_a_line_with_everything_said_proved_and_signed_passes_every_rule(database, market):
    member = market.member()
    market.join(member)
    ready(database, member)

    (found,) = facts_of(database, member)

    assert held(Gate.JOIN, found.line, found.far_end, found.use) == set()
    assert held(Gate.LOCK, found.archive) == set()


def test_a_line_of_a_company_that_has_brought_nothing_is_held_by_every_rule(database, market):
    member = market.member()
    market.join(member, a_line(**dict.fromkeys(SAID)))

    (found,) = facts_of(database, member)

    assert held(Gate.JOIN, found.line) == {"USE-03", "USE-06", "BUY-05"}
    assert held(Gate.JOIN, found.far_end, found.use) >= {"BUY-06", "USE-01", "USE-02"}
    assert held(Gate.LOCK, found.archive) == {"USE-04", "USE-05"}


def test_a_paper_of_the_line_comes_before_that_of_the_company(database, market):
    member = market.member()
    market.join(member)
    ready(database, member)
    with database.unit_of_work() as session:
        line = session.scalars(sa.select(Line).where(Line.member_id == member.id)).one()
        now = now_of(session)
        scan = a_file(session, member, "form.pdf", now)
        session.add(a_paper(member, PaperKind.SERVICE_FORM, scan, now, line))

    with database.single_statements() as session:
        (parts,) = find_archive_parts(session, [session.get_one(Line, line.id)])

    assert parts.papers[PaperKind.SERVICE_FORM].line_id == line.id
    assert parts.papers[PaperKind.SERVICE_AGREEMENT].line_id is None


def test_the_kinds_of_facts_are_those_that_the_rules_know(database, market):
    member = market.member()
    market.join(member)

    (found,) = facts_of(database, member)

    kinds = [type(one) for one in (found.line, found.far_end, found.use, found.archive)]
    assert kinds == [LineFacts, FarEndFacts, UseFacts, ArchiveFacts]


@pytest.mark.parametrize(("groups", "listed"), [((), False), (("机构",), True)])
def test_a_carriers_facts_come_from_its_licences(database, people, groups, listed):
    carrier = people.carrier()
    ready_licence(database, carrier, DAY)
    with database.single_statements() as session:
        row = session.get_one(Organisation, carrier.id)

        found = find_carrier_facts(session, row, listed_groups=groups, on=DAY)

    assert (found.licensed, found.listed_group, found.licence_scan) == (True, listed, True)
    assert (found.licence_scopes, found.licence_checked_on) == ({"A11-4", "A14-4"}, DAY)
    assert held(Gate.QUOTE, found) == set()


def test_a_carrier_without_a_licence_that_counts_is_not_licensed(database, people):
    carrier = people.carrier(())
    with database.single_statements() as session:
        row = session.get_one(Organisation, carrier.id)

        found = find_carrier_facts(session, row, listed_groups=(), on=DAY)

    assert (found.licensed, found.licence_number) == (False, None)


def test_the_right_to_quote_counts_the_invited_of_the_same_legal_person(database, people):
    carrier, branch = people.carrier(), people.carrier()
    with database.unit_of_work() as session:
        head = session.get_one(Organisation, carrier.id)
        session.execute(
            sa.text("UPDATE licences SET holder_uscc = :uscc WHERE carrier_id = :id"),
            {"uscc": head.uscc, "id": branch.id},
        )
    locked = Locked(people, [{}])
    rfq = locked.issue()
    with database.single_statements() as session:
        row = session.get_one(Organisation, branch.id)

        found = find_quote_right(session, row, rfq_id=rfq["id"], on=DAY)

    assert (found["branch"], found["authorisation_letter"]) == (True, False)
    assert found["other_quotes_of_legal_person"] == 1
