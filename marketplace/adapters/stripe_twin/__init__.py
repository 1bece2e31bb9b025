"""A Stripe of our own that speaks Stripe's HTTP API, for tests, trials and the demo.

The real SDK runs against it. It is stricter than it needs to be: what it does not know it refuses.
"""

from marketplace.adapters.stripe_twin.client import NetworkFault, TwinClient
from marketplace.adapters.stripe_twin.twin import StripeTwin
from marketplace.adapters.stripe_twin.visitor import Visitor

__all__ = ["NetworkFault", "StripeTwin", "TwinClient", "Visitor"]
