"""Every measurement, one after the other; fails when a ratio is above its bound."""

import sys

from bench import group, join, live_price, pages

if __name__ == "__main__":
    within = [live_price.main(), join.main(), group.main(), pages.main()]
    sys.exit(0 if all(within) else 1)
