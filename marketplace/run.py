"""`python -m marketplace.run`: the whole marketplace on this machine, by one command.

Database, migrations, demo data, web server and worker; prints where it answers, runs until told
to stop. The settings are those of `marketplace.config`; MARKETPLACE_DEMO=0 leaves the demo out.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from marketplace.adapters.embedded_postgres import EmbeddedPostgres, lease
from marketplace.adapters.ready import Readiness
from marketplace.adapters.run_lock import (
    LOOPBACK,
    AlreadyRunning,
    RunLock,
    hold_port,
    port_of,
    run_lock,
)
from marketplace.adapters.stripe_twin.server import served
from marketplace.adapters.supervisor import Child, Supervisor
from marketplace.config import ROOT
from marketplace.payment_settings import TRIAL_KEY, TRIAL_SECRET

FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
MIGRATE = (sys.executable, "-m", "alembic", "upgrade", "head")
TRIAL = (sys.executable, "-m", "marketplace.adapters.stripe_twin")
WEB_PORT, TRIAL_PORT = 8000, 8420
GUNICORN = (
    *(sys.executable, "-m", "gunicorn", "wsgi:app", "-k", "gthread"),
    *("--workers", "2", "--threads", "8", "--graceful-timeout", "8"),
    *("--no-control-socket", "--log-level", "warning"),
    "--preload",  # loaded once, not once for each worker; one that died is replaced at once
)


@dataclass(frozen=True)
class Machine:
    """What the processes of one run share."""

    port: int
    env: Mapping[str, str]
    held: Mapping[int, int] = field(default_factory=dict)
    "by port the descriptor of a socket that listens there; other ports are taken by their servers"

    @property
    def url(self) -> str:
        """Where the web server answers on this machine."""
        return f"http://{LOOPBACK}:{self.port}"

    def call(self, *argv: str) -> None:
        """Run a command of the project to its end; raises CalledProcessError."""
        subprocess.run(argv, cwd=ROOT, env=self.env, check=True)

    def children(self) -> list[Child]:
        """The web server and the worker; in a demo also a Stripe where no money moves."""
        keeps = self._held(self.port)
        at = f"fd://{keeps[0]}" if keeps else f"{LOOPBACK}:{self.port}"
        return [
            *self._trial(),
            Child("web server", (*GUNICORN, "--bind", at), self.env, ROOT, keeps),
            Child("worker", (*FLASK, "worker"), self.env, ROOT),
        ]

    def _held(self, port: int) -> tuple[int, ...]:
        return (self.held[port],) if port in self.held else ()

    @contextmanager
    def trial_begun(self) -> Iterator[None]:
        """The trial's Stripe for the block, anew as the database is; it sends nothing yet."""
        if not self._tries():
            yield
            return
        self.trial_state.unlink(missing_ok=True)
        held = self.held.get(self.trial_port)
        with served(port=self.trial_port, held=held, path=self.trial_state):
            yield

    def _trial(self) -> list[Child]:
        if not self._tries():
            return []
        keeps = self._held(self.trial_port)
        where = str(self.trial_port), str(self.trial_state), f"{self.url}/webhooks/stripe"
        return [Child("trial payments", (*TRIAL, *where, *map(str, keeps)), self.env, ROOT, keeps)]

    def _tries(self) -> bool:
        return self.env.get("MARKETPLACE_STRIPE_KEY") == TRIAL_KEY

    @property
    def trial_port(self) -> int:
        return int(self.env["MARKETPLACE_STRIPE_URL"].rpartition(":")[2])

    @property
    def trial_state(self) -> Path:
        return Path(self.env["MARKETPLACE_VAR"]) / "trial-payments.json"


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Run until a signal to end comes; the exit code."""
    var = Path(environ.get("MARKETPLACE_VAR") or ROOT / "var").resolve()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        with (
            run_lock(var) as lock,
            database(var, environ) as (url, server),
            machine_for(var, url, environ) as machine,
        ):
            _run(machine, lock, server)
    except AlreadyRunning as other:
        where = f"at {other.url}" if other.url else "and is still starting"
        print(f"The marketplace runs already {where} (process {other.pid}).")
    except subprocess.CalledProcessError as failed:
        return _give_up(f"this step failed: {' '.join(failed.cmd[1:])}")
    except (OSError, RuntimeError) as error:
        return _give_up(str(error))
    except KeyboardInterrupt:
        return 130
    return 0


@contextmanager
def database(
    var: Path, environ: Mapping[str, str]
) -> Iterator[tuple[str, EmbeddedPostgres | None]]:
    """The database given in DATABASE_URL, else our own, up for the block."""
    if given := environ.get("DATABASE_URL"):
        yield given, None
        return
    with lease(var, say=print) as server:
        yield server.url, server


@contextmanager
def machine_for(var: Path, url: str, environ: Mapping[str, str]) -> Iterator[Machine]:
    """What the processes need to know, and ports for the block that nobody else can take."""
    with ExitStack() as held:
        web = held.enter_context(hold_port(WEB_PORT))
        sockets = [web]
        trial = trial_payments(environ)
        if trial:
            sockets.append(held.enter_context(hold_port(TRIAL_PORT)))
            trial = trial_payments(environ, port_of(sockets[-1]))
        ours = {"DATABASE_URL": url, "MARKETPLACE_VAR": str(var)}
        usual = {
            "MARKETPLACE_BASE_URL": f"http://{LOOPBACK}:{port_of(web)}",
            "MARKETPLACE_LOG_FILE": str(var / "marketplace.log"),
        }
        yield Machine(
            port_of(web),
            {**usual, **tour(environ), **environ, **trial, **ours},
            {port_of(one): one.fileno() for one in sockets},
        )


def tour(environ: Mapping[str, str]) -> dict[str, str]:
    """The demo's tour, open where the demo is and only this machine can come: no address given."""
    shown = environ.get("MARKETPLACE_DEMO") != "0" and "MARKETPLACE_BASE_URL" not in environ
    return {"MARKETPLACE_DEMO_TOUR": "1"} if shown else {}


def trial_payments(environ: Mapping[str, str], port: int = TRIAL_PORT) -> dict[str, str]:
    """Settings of payments in which no money moves: for a demo that has no key of its own."""
    off = environ.get("MARKETPLACE_DEMO") == "0" or environ.get("MARKETPLACE_PAYMENTS") == "off"
    if off or environ.get("MARKETPLACE_STRIPE_KEY"):
        return {}
    return {
        "MARKETPLACE_DEMO": "1",
        "MARKETPLACE_STRIPE_KEY": TRIAL_KEY,
        "MARKETPLACE_STRIPE_WEBHOOK_SECRET": TRIAL_SECRET,
        "MARKETPLACE_STRIPE_METHODS": "card,alipay,wechat_pay",
        "MARKETPLACE_STRIPE_URL": f"http://{LOOPBACK}:{port}",
    }


def _run(machine: Machine, lock: RunLock, server: EmbeddedPostgres | None) -> None:
    lock.announce(machine.url)
    machine.call(*MIGRATE)
    demo = machine.env.get("MARKETPLACE_DEMO") != "0"
    if demo and is_empty(machine.env["DATABASE_URL"]):
        with machine.trial_begun():
            machine.call(*FLASK, "demo", "seed")
    watch: list[Callable[[], object]] = [Readiness(machine.port, lambda: _welcome(machine, demo))]
    if server is not None:
        watch.insert(0, lambda: server.is_running() or server.ensure_running())
    Supervisor(machine.children(), watch=watch).run()
    print("The marketplace has stopped.")


def is_empty(url: str) -> bool:
    """Whether nobody has been here yet; the demo data comes in one transaction, or not at all."""
    with psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
        return connection.execute("SELECT FROM organisations LIMIT 1").fetchone() is None


def _welcome(machine: Machine, demo: bool) -> None:
    print(f"\nThe marketplace answers at {machine.env['MARKETPLACE_BASE_URL']}", flush=True)
    if demo:
        subprocess.run([*FLASK, "demo", "logins"], cwd=ROOT, env=machine.env, check=False)
    print(f"Log: {machine.env['MARKETPLACE_LOG_FILE']}. Ctrl+C stops it.", flush=True)


def _give_up(why: str) -> int:
    print(f"The marketplace cannot run: {why}", file=sys.stderr)
    return 1


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
