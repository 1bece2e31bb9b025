"""Proofs raised, changed and made up at random: none proves more than is true."""

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.award.proof.certificate import MAX_DEPTH
from pricing.award.proof.certificate_file import certificate_document, parse_certificate
from pricing.award.proof.check import find_gaps
from pricing.files import Refused
from tests.pricing.award.forging import forged, known_proofs, mutated


@pytest.mark.parametrize("by", [1, 10**3, 10**6, 10**9, 10**12])
def test_every_bound_raised_proves_nothing(by):
    for problem, certificate, _ in known_proofs():
        raised = copy.deepcopy(certificate)
        raised["bound_minor"] += by
        for case in raised["cases"]:
            for part in case["parts"]:
                part["bound"] += by * raised["scale"]

        assert find_gaps(problem, parse_certificate(raised))


@settings(max_examples=400)
@given(st.sampled_from(range(len(known_proofs()))), st.randoms(use_true_random=False))
def test_a_changed_proof_is_refused_or_proves_what_is_true(at, chance):
    problem, certificate, least = known_proofs()[at]
    changed = mutated(certificate, chance)

    try:
        read = parse_certificate(changed)
    except Refused:
        return
    assert find_gaps(problem, read) or read.bound_minor <= least


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_a_proof_of_random_multipliers_never_proves_more_than_is_true(first):
    for seed in range(first, first + 20):
        problem, _, least = known_proofs()[seed % len(known_proofs())]
        certificate = forged(problem, least + 1, random.Random(seed))

        read = parse_certificate(certificate_document(certificate))

        assert find_gaps(problem, read), seed


def test_a_tree_as_deep_as_may_be_is_followed():
    problem, certificate, _ = known_proofs()[0]
    tree = {}
    for _ in range(MAX_DEPTH):
        tree = {"then": tree}
    part = {"lots": None, "bound": certificate["scale"], "tables": []}
    part["deeper"] = [{"tiers": [], "start": {}, "tree": tree}]

    found = find_gaps(
        problem,
        parse_certificate(certificate | {"cases": [{"winners": None, "parts": [part]}]}),
    )
    assert found
