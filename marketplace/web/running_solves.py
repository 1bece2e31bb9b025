"""What a page shows of computations that run or wait."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.services.find_progress import SolveCourse, Working
from marketplace.web.language import in_language
from marketplace.web.scenario_words import scenario_name
from marketplace.web.solve_charts import SearchChart, search_chart


def running(working: Working) -> dict[str, Any]:
    """The names that the template `award_room/_progress.html` uses."""
    first = working.courses[0] if working.courses else None
    told = first.progress if first else None
    names = {code: in_language(one, "name") for code, one in working.carriers.items()}

    def called(solve: Any) -> str:
        return scenario_name(solve.scenario, solve.parameters, names)

    return {
        "working": working,
        "runs": first,
        "figures": told,
        "search": search_chart(told.steps) if told else None,
        "headline": _headline(called(first.solve), len(working.courses) - 1)
        if first
        else _("The award is being explained"),
        "course_called": called,
    }


def _headline(name: str, others: int) -> str:
    if not others:
        return _("Being computed: %(name)s", name=name)
    return ngettext(
        "Being computed: %(name)s; %(num)s more waits",
        "Being computed: %(name)s; %(num)s more wait",
        others,
        name=name,
    )


def searched(course: SolveCourse) -> SearchChart | None:
    """The picture of a search that ended, up to its result; None for one too short to draw."""
    told, result = course.progress, course.solve.result
    if told is None or not result or result["objective_minor"] is None:
        return None
    end = [round(result["seconds"] * 1000), result["objective_minor"], result["lower_bound_minor"]]
    return search_chart([*told.steps, end])
