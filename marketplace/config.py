"""Settings, read once from the environment; secrets that are not given are made and kept in var."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from marketplace.payment_settings import PaymentSettings
from pricing.core_count import read_cores

ROOT = Path(__file__).resolve().parent.parent
LISTED_GROUPS = ("中国电信", "中国移动", "中国联通", "中国联合网络通信")
"A house list, not law: the groups that hold the international gateways (SELL-04)"
DEMO_PASSWORD = "lingang-demo-2026"  # noqa: S105
"Of every user of the demo, printed by `demo logins`; it opens nothing that is not made up"


@dataclass(frozen=True)
class Config:
    """Everything that differs between two installations."""

    var: Path
    "folder for the embedded database, files and made secrets"
    database_url: str | None = field(repr=False)
    "PostgreSQL to use; None: the embedded one in `var`"
    secret_key: str = field(repr=False)
    "signs sessions and reset links"
    sealing_key: str = field(repr=False)
    "64 hex digits; encrypts the private key of each RFQ at rest"
    personal_key: str = field(repr=False)
    "64 hex digits; encrypts identity numbers of persons at rest"
    base_url: str = "http://127.0.0.1:8000"
    demo_clock: bool = False
    "the clock may be moved by the operator (demo and walkthrough only)"
    demo_tour: bool = False
    "the tour may sign in as the demo's people, whose password is published"
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "marketplace@localhost"
    log_file: Path | None = None
    "where log lines go; None: standard error"
    testing: bool = False
    solve_seconds: float = 60.0
    "hard limit of one award computation"
    solve_cores: int | None = None
    "processor cores that it uses, 1 to 256; None: all that the worker may use"
    files: Path | None = None
    "folder for contracts and evidence, the same for every node; None: `var`/files"
    min_quotes: int = 2
    "quotes that an opening needs in the profile simple"
    strict_quotes: int = 3
    "and in the profile strict"
    quoting_days: int = 3
    "working days that an amendment leaves at least until the quotes are due"
    standstill_days: int = 3
    acceptance_days: int = 5
    confirm_days: int = 2
    "working days in which a carrier still short confirms its prices"
    archive_days: int = 5
    "working days in which a carrier should decide the user archives"
    sign_days: int = 10
    "working days in which a contract is signed, or lapses"
    complaint_days: int = 15
    "days in which a complaint of service is answered (PLAT-15)"
    hearing_days: int = 3
    "working days in which a bidder answers what it is asked about a screen"
    trusted_proxies: int = 0
    "reverse proxies in front whose X-Forwarded-For is believed; 0: nobody's"
    listed_groups: tuple[str, ...] = LISTED_GROUPS
    "carriers whose licence is not held (SELL-04), by credit code or by how their name begins"
    payments: PaymentSettings = field(default_factory=PaymentSettings)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Config:
        """Settings from environment variables named MARKETPLACE_* (and DATABASE_URL)."""
        var = Path(environ.get("MARKETPLACE_VAR") or ROOT / "var").resolve()
        return cls(
            var=var,
            database_url=environ.get("DATABASE_URL") or None,
            secret_key=environ.get("MARKETPLACE_SECRET_KEY") or kept_secret(var, "secret-key"),
            sealing_key=environ.get("MARKETPLACE_SEALING_KEY") or kept_secret(var, "sealing-key"),
            personal_key=environ.get("MARKETPLACE_PERSONAL_KEY")
            or kept_secret(var, "personal-key"),
            base_url=environ.get("MARKETPLACE_BASE_URL", cls.base_url),
            demo_clock=environ.get("MARKETPLACE_DEMO_CLOCK", "") == "1",
            demo_tour=environ.get("MARKETPLACE_DEMO_TOUR", "") == "1",
            log_file=Path(log) if (log := environ.get("MARKETPLACE_LOG_FILE")) else None,
            smtp_url=environ.get("MARKETPLACE_SMTP_URL") or None,
            mail_from=environ.get("MARKETPLACE_MAIL_FROM", cls.mail_from),
            files=Path(files) if (files := environ.get("MARKETPLACE_FILES")) else None,
            listed_groups=groups_of(environ.get("MARKETPLACE_LISTED_GROUPS")),
            solve_seconds=float(environ.get("MARKETPLACE_SOLVE_SECONDS", cls.solve_seconds)),
            solve_cores=cores_of(environ.get("MARKETPLACE_SOLVE_CORES")),
            trusted_proxies=int(environ.get("MARKETPLACE_TRUSTED_PROXIES", cls.trusted_proxies)),
            payments=PaymentSettings.from_environ(environ),
        )

    @property
    def demo(self) -> bool:
        """Everything here is made up: pages say so, and the tour is open."""
        return self.demo_clock or self.demo_tour

    def at(self, database_url: str) -> Config:
        """The same settings with a known database."""
        return replace(self, database_url=database_url)


def cores_of(text: str | None) -> int | None:
    """A number of cores; None and an empty text mean all. Raises ValueError."""
    if not text:
        return None
    try:
        return read_cores(text)
    except ValueError as error:
        raise ValueError(f"MARKETPLACE_SOLVE_CORES {error}") from None


def groups_of(text: str | None) -> tuple[str, ...]:
    """Names or credit codes between commas; None is the house list, an empty text lists nobody."""
    if text is None:
        return LISTED_GROUPS
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def kept_secret(var: Path, name: str) -> str:
    """A secret of 32 bytes in hex, made once and kept in `var`, readable by its owner only."""
    path = var / name
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_hex(32))
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()
