import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pricing import __main__ as command
from pricing.award import Undecided
from pricing.group import LARGE, price_line_by_line
from pricing.group_file import group_document, parse_group
from tests.pricing.award.conftest import PROBLEM
from tests.pricing.award.test_wide_amounts import HUGE, SIX, problem

ROOT = Path(__file__).parents[2]
GROUP = {
    "format": "group/1",
    "currency": "CNY",
    "ladder": {
        "measure": "mbps",
        "style": "graduated",
        "tiers": [{"from": 0, "discount_bps": 0}, {"from": 100, "discount_bps": 2000}],
    },
    "lines": [
        {"id": "L1", "member": "M1", "mbps": 200, "list_minor": 1000, "ceiling_minor": None},
        {"id": "L2", "member": "光电", "mbps": 100, "list_minor": 500, "ceiling_minor": 1},
    ],
}


@pytest.fixture
def write(tmp_path):
    def put(name, document):
        path = tmp_path / name
        text = document if isinstance(document, str) else json.dumps(document)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return put


def test_quote_prices_a_group(write, capfdbinary):
    assert command.main(["quote", write("g.json", GROUP)]) == 0

    result = json.loads(capfdbinary.readouterr().out)
    assert result == {
        "format": "group-price/1",
        "currency": "CNY",
        "volume": 200,
        "rate": "1000",
        "tier": {"from": 100, "discount_bps": 2000},
        "next_tier": None,
        "lines": [
            {
                "id": "L1",
                "member": "M1",
                "in_group": True,
                "list_minor": 1000,
                "price_minor": 900,
                "saving_minor": 100,
            },
            {
                "id": "L2",
                "member": "光电",
                "in_group": False,
                "list_minor": 500,
                "price_minor": None,
                "saving_minor": None,
            },
        ],
        "members": [
            {"member": "M1", "list_minor": 1000, "price_minor": 900, "saving_minor": 100},
            {"member": "光电", "list_minor": 0, "price_minor": 0, "saving_minor": 0},
        ],
        "total_list_minor": 1000,
        "total_minor": 900,
        "saving_minor": 100,
    }


def test_a_rate_may_be_a_fraction_and_a_next_tier_says_what_is_missing(write, capfdbinary):
    lines = [GROUP["lines"][0] | {"mbps": 150}]
    tiers = [*GROUP["ladder"]["tiers"], {"from": 300, "discount_bps": 5000}]
    group = GROUP | {"lines": lines, "ladder": GROUP["ladder"] | {"tiers": tiers}}
    command.main(["quote", write("g.json", group)])

    result = json.loads(capfdbinary.readouterr().out)
    assert result["rate"] == "2000/3"
    assert result["next_tier"] == {
        "from": 300,
        "discount_bps": 5000,
        "missing": 150,
        "saving_minor": 66,
    }


def test_award_writes_a_result_that_verify_finds_right(write, tmp_path):
    problem, result = write("p.json", PROBLEM), str(tmp_path / "r.json")

    assert command.main(["award", problem, "-o", result, "--time-limit", "60"]) == 0
    assert command.main(["verify", problem, result]) == 0


def test_verify_says_each_wrong_thing_and_gives_1(write, tmp_path, capsys):
    problem, result = write("p.json", PROBLEM), tmp_path / "r.json"
    command.main(["award", problem, "-o", str(result)])
    text = result.read_text("utf-8").replace('_minor": 5400', '_minor": 5399', 1)
    status = command.main(["verify", problem, write("wrong.json", text)])

    assert status == 1
    assert capsys.readouterr().err.splitlines() == [
        "/objective_minor: must be 5400, is 5399",
    ]


def test_an_impossible_award_gives_3_and_writes_its_conflicts(write, tmp_path):
    impossible = PROBLEM | {"rules": {"winners": {"at_least": 3}}}
    result = tmp_path / "r.json"
    status = command.main(["award", write("p.json", impossible), "-o", str(result)])

    assert status == 3
    assert json.loads(result.read_text("utf-8"))["conflicts"] == ["/rules/winners"]


def test_verify_says_what_is_proven_and_what_is_only_stated(write, tmp_path, capsys):
    problem, result = write("p.json", PROBLEM), tmp_path / "r.json"
    command.main(["award", problem, "-o", str(result)])
    files, proof = [problem, str(result)], str(tmp_path / "r.certificate.json")

    assert command.main(["verify", *files]) == 0
    assert capsys.readouterr().out == "stated, not proven: no award costs less than 5400\n"
    assert command.main(["verify", *files, "--certificate", proof]) == 0
    assert capsys.readouterr().out == "proven: no award costs less than 5400\n"


def test_verify_tells_an_impossible_award_that_is_proven_from_one_that_is_stated(
    write, tmp_path, capsys
):
    """Without its proof nothing of it is shown: status 4."""
    problem = write("p.json", PROBLEM | {"rules": {"winners": {"at_least": 3}}})
    result, proof = (str(tmp_path / name) for name in ("r.json", "r.certificate.json"))
    command.main(["award", problem, "-o", result])
    clash = "the rules under /conflicts clash by themselves, and none can be dropped"

    assert command.main(["verify", problem, result]) == 4
    assert capsys.readouterr().out.splitlines() == [
        "stated, not proven: no award meets the rules",
        f"stated, not proven: {clash}",
    ]
    assert command.main(["verify", problem, result, "--certificate", proof]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "proven: no award meets the rules",
        f"stated, not proven: {clash}",
    ]


@pytest.mark.parametrize("name", ["quote", "award"])
@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("{", "/: must be JSON, is not at line 1 column 2"),
        ("[" * 99_999, "/: must not be nested so deeply"),
        ('{"lines": 1, "lines": 2}', "/lines: must not be given twice"),
        ("[]", "/: must be an object"),
        (GROUP | PROBLEM | {"currency": "USD"}, '/currency: must be "CNY"'),
    ],
)
def test_a_refused_file_gives_2_names_the_fault_and_writes_nothing(
    write, capsys, name, document, line
):
    output = Path(write("in.json", document)).with_name("r.json")
    status = command.main([name, write("in.json", document), "-o", str(output)])

    captured = capsys.readouterr()
    assert status == 2
    assert line in captured.err.splitlines()
    assert captured.out == ""
    assert not output.exists()


def test_a_refused_result_gives_2(write, capsys):
    problem = write("p.json", PROBLEM)

    assert command.main(["verify", problem, write("r.json", "{}")]) == 2
    assert "/status: must be given" in capsys.readouterr().err.splitlines()


def test_a_missing_file_gives_2(tmp_path, capsys):
    assert command.main(["quote", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.endswith("none.json: No such file or directory\n")


def test_an_unwritable_place_gives_2(write, tmp_path):
    output = str(tmp_path / "none" / "r.json")

    assert command.main(["quote", write("g.json", GROUP), "-o", output]) == 2


@pytest.mark.parametrize("flag", [["--time-limit", "0"], ["--gap-bps", "-1"], ["--gap-bps", "nan"]])
def test_a_senseless_option_gives_2(write, flag):
    with pytest.raises(SystemExit) as ended:
        command.main(["award", write("p.json", PROBLEM), *flag])

    assert ended.value.code == 2


@pytest.mark.parametrize("cores", ["0", "-1", "257", "two", "1.5", "", "²"])
@pytest.mark.parametrize("name", ["award", "scenarios"])
def test_cores_that_there_cannot_be_are_refused_in_words(write, capsys, name, cores):
    with pytest.raises(SystemExit) as ended:
        command.main([name, write("p.json", PROBLEM), "--cores", cores])

    assert ended.value.code == 2
    assert "--cores: must be a whole number from 1 to 256" in capsys.readouterr().err


def test_an_award_on_the_cores_given_is_the_same(write, tmp_path):
    problem, results = write("p.json", PROBLEM), []
    for cores in ("1", "2"):
        result = tmp_path / f"r{cores}.json"
        assert command.main(["award", problem, "-o", str(result), "--cores", cores]) == 0
        results.append(json.loads(result.read_text("utf-8")) | {"seconds": 0})

    assert results[0] == results[1]


def test_an_older_certificate_does_not_stay_beside_a_result_without_one(write, tmp_path):
    output = str(tmp_path / "r.json")
    command.main(["award", write("p.json", PROBLEM), "-o", output])
    assert (tmp_path / "r.certificate.json").exists()

    too_wide = problem(prices=HUGE, capacities={"A": SIX, "B": SIX})
    assert command.main(["award", write("q.json", too_wide), "-o", output]) == 0
    assert not (tmp_path / "r.certificate.json").exists()


def test_time_running_out_without_an_award_is_no_answer(write, monkeypatch, capsys):
    def late(*_, **__):
        raise Undecided("the time limit passed before any award was found")

    monkeypatch.setattr(command.award, "solve_certified", late)
    assert command.main(["award", write("p.json", PROBLEM)]) == 4
    assert "time limit" in capsys.readouterr().err


def run_on_terminal(arguments):
    """Exit status and what the command showed on a terminal as its standard error."""
    terminal, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pricing", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=slave,
    ) as process:
        process.wait()
    os.close(slave)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)
    return process.returncode, shown


def test_award_shows_its_progress_on_a_terminal(write):
    status, shown = run_on_terminal(["award", write("p.json", PROBLEM)])

    assert status == 0
    assert "best 5400" in shown
    assert "bound" in shown
    assert "gap" in shown


def test_the_package_runs_as_a_module_and_is_silent_off_a_terminal(write):
    done = subprocess.run(
        [sys.executable, "-m", "pricing", "award", write("p.json", PROBLEM)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["status"] == "optimal"


def test_a_large_group_is_quoted_in_columns_with_the_same_document(write, capfdbinary):
    ladder = GROUP["ladder"] | {
        "tiers": [{"from": 0, "discount_bps": 5}, {"from": 99_991, "discount_bps": 2995}]
    }
    lines = [
        {"id": f"L{at}", "member": f"M{at % 7}", "mbps": at % 90, "list_minor": 1000 + at % 13}
        | ({"ceiling_minor": 850 + at % 99} if at % 3 else {})
        for at in range(2 * LARGE)
    ]
    large = GROUP | {"ladder": ladder, "lines": lines}
    command.main(["quote", write("g.json", large)])

    plain = group_document(price_line_by_line(*parse_group(large)))
    assert json.loads(capfdbinary.readouterr().out) == plain
    assert 0 < sum(line["in_group"] for line in plain["lines"]) < len(lines)
