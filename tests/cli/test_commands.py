"""The operators' commands."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa

from marketplace.models import User
from tests.factories.people import PASSWORD, fresh_uscc


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=arguments)


def founding(email, password=PASSWORD):
    return (
        *("platform", "found", "--uscc", fresh_uscc("11310000"), "--name-zh", "平台"),
        *("--name-en", "Platform", "--user", "Op", "--email", email, "--password", password),
    )


def test_audit_verify_counts_entries_and_chains_when_all_is_well(app, people):
    people.park().post("/users", {})

    result = run(app, "audit", "verify")

    assert result.exit_code == 0
    assert "nothing was changed" in result.output


def test_audit_heads_are_taken_by_audit_verify(app, tmp_path):
    run(app, *founding(f"{uuid4().hex}@example.com"))
    noted = tmp_path / "heads"
    noted.write_text(run(app, "audit", "heads").output)

    assert run(app, "audit", "verify", "--heads", str(noted)).exit_code == 0
    noted.write_text(noted.read_text().replace("platform 1", "platform 9") + "gone 1 00\n")
    result = run(app, "audit", "verify", "--heads", str(noted))
    assert result.exit_code == 1
    assert "gone 1 noted_head_missing" in result.output


def test_the_platforms_first_user_may_log_in_as_operator_and_reviewer(app):
    email = f"{uuid4().hex}@example.com"
    assert run(app, *founding(email)).exit_code == 0

    body = {"email": email, "password": PASSWORD, "name": "cli", "scopes": ["read"]}
    answer = app.test_client().post(
        "/api/v1/tokens", json=body, headers={"Idempotency-Key": uuid4().hex}
    )

    assert answer.status_code == 201


def test_a_short_password_is_refused_by_the_command(app):
    result = run(app, *founding(f"{uuid4().hex}@example.com", "short"))

    assert result.exit_code != 0
    assert "text_length" in result.output


def test_the_first_user_gets_only_the_roles_that_are_named(app, session):
    email = f"{uuid4().hex}@example.com"

    result = run(app, *founding(email), "--role", "reviewer")

    assert result.exit_code == 0
    assert session.scalar(sa.select(User.roles).where(User.email == email)) == ["reviewer"]


def test_a_role_of_another_kind_is_refused_by_the_command(app):
    result = run(app, *founding(f"{uuid4().hex}@example.com"), "--role", "observer")

    assert result.exit_code == 1
    assert "/roles" in result.output
