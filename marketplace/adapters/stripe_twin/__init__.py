"""A Stripe of our own that speaks Stripe's HTTP API, for tests, trials and the demo.

The real SDK runs against it. It is stricter than it needs to be: what it does not know it refuses.
`twin` holds it, `client` is the SDK's way to it without sockets, `server` answers over HTTP,
`visitor` is the person at its pages.
"""
