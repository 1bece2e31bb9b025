"""`python -m marketplace.adapters.stripe_twin PORT STATE WEBHOOKS [HELD]`: the twin by itself.

Answers on loopback, keeps its state in the file STATE, sends its webhooks to the address WEBHOOKS.
HELD is the descriptor of a socket that listens there already.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from marketplace.adapters.stripe_twin.server import serve


def _end(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main(port: str, state: str, webhooks: str, held: str | None = None) -> int:
    signal.signal(signal.SIGTERM, _end)
    try:
        own = None if held is None else int(held)
        serve(int(port), held=own, path=Path(state), webhooks=webhooks).server.serve_forever()
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
