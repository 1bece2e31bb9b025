"""The questions of an organiser's statement as people read them, each with its hint."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _


class Question(NamedTuple):
    """`name` is a field of the statement."""

    name: str
    text: str
    hint: str


def questions() -> list[tuple[str, list[Question]]]:
    """By heading, in the order in which they are asked."""
    return [
        (_("About you"), _of_organiser()),
        (_("Towards the carriers"), _of_carriers()),
        (_("Among the companies that join"), _of_members()),
    ]


def _of_organiser() -> list[Question]:
    return [
        Question(
            "public_body",
            _("Are you a public body?"),
            _("An administrative organ, or an organisation that manages public affairs by law."),
        ),
        Question(
            "state_owned",
            _("Are you a state-owned enterprise?"),
            _("Also one that the state controls; its own procurement rules then apply."),
        ),
        Question(
            "fiscal_funds",
            _("Do fiscal funds pay for any of the lines?"),
            _("Such a purchase belongs into the government procurement system."),
        ),
        Question(
            "construction_project",
            _("Are the lines part of a construction project?"),
            _("Such a part may have to be bought by the statutory procedure, elsewhere."),
        ),
    ]


def _of_carriers() -> list[Question]:
    return [
        Question(
            "designated_carrier",
            _("Is a carrier designated, or an exclusive deal signed with one?"),
            _("A public body may do neither; every licensed carrier is invited here."),
        ),
        Question(
            "hidden_rebate",
            _("Does anybody get a commission, rebate or margin that is not published?"),
            _("You, your staff and those you work with; every fee is published and invoiced."),
        ),
        Question(
            "names_a_supplier",
            _("Do any conditions point to one supplier or brand?"),
            _("In the description, in lines or in what you told companies."),
        ),
        Question(
            "unequal_information",
            _("Was any carrier told what the others were not?"),
            _("Also outside the marketplace: by mail, in a meeting, on the phone."),
        ),
    ]


def _of_members() -> list[Question]:
    return [
        Question(
            "beyond_line_purchase",
            _("Is anything agreed beyond the purchase of lines?"),
            _("Such as prices, markets or partners of the companies' own business."),
        ),
        Question(
            "member_exclusivity",
            _("Are companies kept from buying lines elsewhere?"),
            _("Everybody who joins stays free to buy outside this group buy."),
        ),
        Question(
            "boycott_terms",
            _("Do any terms shut a carrier out jointly?"),
            _("Such as a promise not to buy from it."),
        ),
    ]
