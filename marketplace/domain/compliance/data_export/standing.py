"""What stands of a recorded check on a later day, with what was filed for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from marketplace.domain.compliance.data_export.answer import ExportAnswer, answer
from marketplace.domain.compliance.data_export.validity import Validity
from marketplace.domain.compliance.facts import DataExportFacts, ExportFilingFacts
from marketplace.domain.compliance.facts.data_export import FiledProcedure, FreeTradeList

_ASSESSED = {FiledProcedure.SECURITY_ASSESSMENT}
COVERS: dict[str, set[FiledProcedure]] = {
    "security_assessment": _ASSESSED,
    "standard_contract": {FiledProcedure.STANDARD_CONTRACT} | _ASSESSED,
    "certification": {FiledProcedure.CERTIFICATION} | _ASSESSED,
    "standard_contract_or_certification": {
        FiledProcedure.STANDARD_CONTRACT,
        FiledProcedure.CERTIFICATION,
    }
    | _ASSESSED,
    "exempt": {FiledProcedure.LIST_FILING},
}
"By path, the procedures that settle it: an assessment passed is more than a contract asks"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A recorded check: the facts, the day, and the edition of the negative list at hand then."""

    ref: str
    facts: DataExportFacts
    on: date
    ftz_list_edition: str | None = None


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What the exporter put on record of its procedure and of its duties to the individuals."""

    procedure: FiledProcedure | None = None
    reference: str | None = None
    granted_on: date | None = None
    "passed, in effect or issued; the list filing has none"
    filed_on: date | None = None
    assessed_on: date | None = None
    individuals_told: bool | None = None
    consent_is_basis: bool | None = None
    separate_consent: bool | None = None
    critical_industry: bool | None = None
    ciio_answer_confirmed: bool | None = None
    lingang_report: str | None = None

    @property
    def validity(self) -> Validity | None:
        """Until when the procedure holds; None: without a term, or nothing is granted."""
        if self.procedure is None or self.granted_on is None:
            return None
        return Validity.of(self.procedure, self.granted_on)

    def settles(self, path: str, on: date) -> bool:
        """Whether it is a procedure of this path, gone through by that day."""
        if self.procedure is None or self.procedure not in COVERS.get(path, ()):
            return False
        done_on = self.filed_on if self.procedure == FiledProcedure.LIST_FILING else self.granted_on
        return bool(self.reference) and done_on is not None and done_on <= on


def facts_on(stated: Stated, on: date, edition: str | None) -> DataExportFacts:
    """What is still known on that day.

    Counts run from 1 January: those of an earlier year are unknown. So is a place inside or
    outside a negative list that another edition has replaced since.
    """
    facts = stated.facts
    if stated.on.year < on.year:
        facts = replace(facts, persons_since_january=None, sensitive_persons_since_january=None)
    listed = facts.ftz_list not in (None, FreeTradeList.NONE)
    if listed and edition != stated.ftz_list_edition:
        facts = replace(facts, ftz_list=None, ftz_procedure=None)
    return facts


def answer_on(stated: Stated, on: date, edition: str | None) -> ExportAnswer:
    """The path on that day, by the table and the sources of that day."""
    return answer(facts_on(stated, on, edition), on, list_loaded=edition is not None)


def filing_facts(
    stated: Stated, filed: Filed | None, on: date, edition: str | None
) -> ExportFilingFacts:
    """What the rules of activation and operation look at. A filing of another path is none."""
    found = answer_on(stated, on, edition)
    filed = filed or Filed()
    counts = filed if filed.settles(found.path, on) else Filed()
    return ExportFilingFacts(
        ref=stated.ref,
        code=found.code,
        ftz_list_edition=edition,
        reference=counts.reference,
        procedure=counts.procedure,
        granted_on=counts.granted_on,
        filed_on=counts.filed_on,
        personal_information=stated.facts.personal_information,
        assessed_on=filed.assessed_on,
        individuals_told=filed.individuals_told,
        consent_is_basis=filed.consent_is_basis,
        separate_consent=filed.separate_consent,
        critical_industry=filed.critical_industry,
        ciio_answer_confirmed=filed.ciio_answer_confirmed,
        lingang_report=filed.lingang_report,
        counts_asked_on=stated.on,
    )
