"""The cheapest cover of a missing volume, against trying everything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pricing import covers
from pricing.cover_steps import Addition
from pricing.covers import cheapest_cover

ROWS = [Addition("10", 10, 300), Addition("100", 100, 2000), Addition("500", 500, 8000)]


@st.composite
def choices(draw):
    shapes = st.tuples(
        st.integers(0, 6), st.integers(0, 9), st.none() | st.integers(0, 2), st.integers(0, 2)
    )
    return [Addition(at, *shape) for at, shape in enumerate(draw(st.lists(shapes, max_size=4)))]


def tried_out(additions, missing, room):
    """The least cost of all ways, None if there is none."""
    counts = [range((missing if one.times is None else one.times) + 1) for one in additions]
    ways = [list(zip(additions, taken, strict=True)) for taken in product(*counts)]
    return min(
        (
            sum(one.cost * n for one, n in way)
            for way in ways
            if sum(one.volume * n for one, n in way) >= missing
            and (room is None or sum(one.uses * n for one, n in way) <= room)
            and all(
                sum(n for one, n in way if one.stock) <= one.times for one, _ in way if one.stock
            )
        ),
        default=None,
    )


def stocked(way):
    return sum(n for one, n in way if one.stock)


@st.composite
def shared_choices(draw):
    """Additions of one stock, which has the same number of times for each."""
    times = draw(st.integers(0, 3))
    shapes = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), max_size=3))
    return [Addition(f"s{at}", *shape, times, 0, "one") for at, shape in enumerate(shapes)]


@given(choices(), st.integers(1, 9), st.none() | st.integers(0, 6))
def test_no_way_is_cheaper(additions, missing, room):
    cover = cheapest_cover(additions, missing, room)

    assert (cover and cover.cost) == tried_out(additions, missing, room)
    assert cover is None or cover.proven


@given(shared_choices(), st.integers(1, 12))
def test_additions_of_one_stock_share_its_times(additions, missing):
    additions = [*additions, Addition("other", 2, 5)]

    assert cheapest_cover(additions, missing).cost == tried_out(additions, missing, None)


@given(choices(), st.integers(1, 9), st.none() | st.integers(0, 6))
def test_a_cover_covers_at_the_cost_it_says_within_the_room(additions, missing, room):
    cover = cheapest_cover(additions, missing, room)

    by_name = {one.name: one for one in additions}
    taken = [] if cover is None else [(by_name[name], n) for name, n in cover.taken]
    assert cover is None or sum(one.volume * n for one, n in taken) >= missing
    assert cover is None or sum(one.cost * n for one, n in taken) == cover.cost
    assert room is None or sum(one.uses * n for one, n in taken) <= room


def test_a_larger_row_is_taken_where_it_costs_less_than_several_small_ones():
    assert cheapest_cover(ROWS, 480).taken == (("500", 1),)
    assert cheapest_cover(ROWS, 120).taken == (("100", 1), ("10", 2))


def test_what_costs_nothing_is_taken_first():
    free = Addition("free", 20, 0, 2)

    assert dict(cheapest_cover([free, *ROWS], 50).taken) == {"free": 2, "10": 1}


def test_without_room_there_is_no_way():
    assert cheapest_cover([Addition("a", 5, 1, uses=2)], 10, room=3) is None
    assert cheapest_cover([], 1) is None


def test_a_search_that_is_cut_short_says_what_no_cover_can_undercut(monkeypatch):
    monkeypatch.setattr(covers, "STEPS", 60)
    coins = [Addition(name, 10**9 + 7919 * name**3, 10**9 + 104729 * name) for name in range(40)]

    cover = cheapest_cover(coins, 77 * 10**9 + 1)

    assert not cover.proven
    assert cover.least < cover.cost


def test_a_great_volume_of_equal_units_is_quick():
    assert cheapest_cover([Addition("unit", 1, 3)], 10**9).cost == 3 * 10**9
