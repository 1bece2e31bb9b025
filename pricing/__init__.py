"""Exact prices of pooled demand: ladders, live group prices, awards; knows nothing of its host."""
