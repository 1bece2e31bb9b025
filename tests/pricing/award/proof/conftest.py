import pytest

from tests.pricing.award.proof.tiny import SEEDS, tiny


@pytest.fixture(params=SEEDS)
def one(request):
    """A tiny market with all of its awards."""
    return tiny(request.param)
