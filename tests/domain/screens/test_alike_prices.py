"""Equal and patterned prices: from which point on they are a hit."""

from __future__ import annotations

import pytest

from tests.domain.screens.quotes import a_quote, about, asked


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param([100], [100], ["AB"], id="the only line"),
        pytest.param([100], [101], [], id="one fen apart"),
        pytest.param([100, 200], [100, 250], ["AB"], id="half of the lines: the boundary"),
        pytest.param([100, 200, 300], [100, 250, 350], [], id="a third of the lines"),
        pytest.param([100], [], [], id="nothing in common"),
    ],
)
def test_identical_prices(one, other, found):
    assert about("identical_prices", a_quote("A", *one), a_quote("B", *other)) == found


def test_identical_prices_name_every_pair_with_its_figures():
    hits = asked("identical_prices", *(a_quote(c, 100, 200) for c in "ABC"))

    assert [hit.carriers for hit in hits] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert hits[0].figures["identical"] == hits[0].figures["common"] == 2
    assert hits[0].figures["prices"][0] == {"line": "L1", "by": {"A": 100, "B": 100}}


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        pytest.param([1000, 2000, 5000], [1030, 2060, 5150], "ratio", id="three percent on all"),
        pytest.param([1000, 2000, 5000], [1500, 2500, 5500], "difference", id="the same added"),
        pytest.param([1000, 2000], [1030, 2060], None, id="two prices are no pattern"),
        pytest.param([1000, 1000, 1000], [1030, 1030, 1030], None, id="one price thrice is none"),
        pytest.param([1000, 2000, 5000], [1030, 2075, 5120], None, id="honest"),
        pytest.param([1000, 2000, 5000], [1000, 2000, 5000], None, id="equal: another screen"),
        pytest.param([0, 2000, 5000], [0, 2060, 5150], None, id="no ratio to nothing"),
        # Ratios 1.03 and 1.0301: exactly as far apart as the setting allows, then one more.
        pytest.param([10**4, 10**5, 10**6], [10300, 103000, 1030100], "ratio", id="boundary"),
        pytest.param([10**4, 10**5, 10**6], [10300, 103000, 1030101], None, id="beyond it"),
    ],
)
def test_patterned_prices(one, other, how):
    hits = asked("patterned_prices", a_quote("A", *one), a_quote("B", *other))

    assert [hit.figures["how"] for hit in hits] == ([how] if how else [])


def test_a_pattern_of_the_monthly_prices_alone_is_found():
    one = a_quote("A", 1100, 2050, 5300, monthly={"L1": 100, "L2": 200, "L3": 500})
    other = a_quote("B", 1205, 2100, 5800, monthly={"L1": 110, "L2": 220, "L3": 550})

    (hit,) = asked("patterned_prices", one, other)

    assert (hit.figures["of"], hit.figures["ratio_bps"]) == ("monthly", 11_000)


@pytest.mark.parametrize(
    ("third", "found"),
    [
        pytest.param([120, 240, 360], ["ABC"], id="equal steps on every line"),
        pytest.param([120, 240, 361], [], id="one line out of step"),
    ],
)
def test_stepped_prices(third, found):
    quotes = a_quote("A", 100, 200, 300), a_quote("B", 110, 220, 330), a_quote("C", *third)

    assert about("stepped_prices", *quotes) == found


def test_steps_of_two_quotes_or_two_lines_are_none():
    assert about("stepped_prices", a_quote("A", 1, 2, 3), a_quote("B", 2, 3, 4)) == []
    assert (
        about(
            "stepped_prices", *(a_quote(c, n, 2 * n) for c, n in zip("ABC", (1, 2, 3), strict=True))
        )
        == []
    )
