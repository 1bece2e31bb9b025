"""What was typed is shown in the form that it was typed in."""

from __future__ import annotations

from marketplace.web.typed import sent_to, show_again


def test_a_form_is_known_again_below_the_root_that_the_server_is_reached_at(app):
    with app.test_request_context("/fees/1/void", base_url="http://localhost/market"):
        show_again({"reason": "Twice."}, [])

        assert sent_to("/market/fees/1/void")
        assert not sent_to("/fees/1/void")
