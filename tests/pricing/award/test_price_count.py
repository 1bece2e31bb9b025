import pytest

from pricing.award.price_count import TooManyPrices, refuse_too_many
from pricing.award.problem_file import parse_problem
from tests.pricing.award.large_problems import many_tiers


def test_tiers_times_lines_beyond_what_memory_holds_are_refused():
    small = parse_problem(many_tiers(5))  # 20 lines, three carriers

    refuse_too_many(small, 300)
    with pytest.raises(TooManyPrices) as refused:
        refuse_too_many(small, 299)

    ((path, rule),) = refused.value.faults
    assert path == "/quotes/2/ladders/0/tiers"
    assert (
        rule
        == "tiers times lines must come to at most 299 over all ladders, come to 300 up to here"
    )


def test_a_file_with_too_many_is_refused():
    document = many_tiers(9_000)
    document["lines"] = [
        {"id": f"L{at}", "lot": "lot0", "member": "M", "mbps": 1} for at in range(800)
    ]

    with pytest.raises(TooManyPrices):
        parse_problem(document)
