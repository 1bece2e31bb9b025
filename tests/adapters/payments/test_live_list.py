"""The list for a real test account is itself known to work, and takes no live key."""

from __future__ import annotations

from marketplace.adapters.stripe_calls import new_client
from tests.factories.stripe_trial import a_trial
from tests.live.stripe_check import main, run
from tests.live.stripe_list import ITEMS, Account


def test_every_item_of_the_list_passes_against_the_twin():
    trial = a_trial("card", "alipay", "wechat_pay")
    client = new_client(trial.twin.key, http_client=trial.client)

    told = run(Account(trial.payments, client))

    assert [one.text for one in told if not one.passed] == []
    assert len(told) == len(ITEMS)


def test_without_a_key_it_says_so_and_is_content(capsys):
    assert main({}) == 0
    assert "STRIPE_TEST_KEY is not set" in capsys.readouterr().out


def test_a_live_key_is_refused_and_not_shown(capsys):
    assert main({"STRIPE_TEST_KEY": "sk_live_secretsecret"}) == 2
    assert "secretsecret" not in capsys.readouterr().out
