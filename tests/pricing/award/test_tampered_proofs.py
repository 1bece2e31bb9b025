"""Every kind of tampering with a certificate is refused, each one named."""

import json
from functools import reduce

import pytest

from pricing import __main__ as command
from pricing.award.proof.certificate import MAX_DEPTH
from pricing.award.proof.certificate_file import certificate_document, parse_certificate
from tests.pricing.award.proven import NAMES, more, proven, to, twice, without

PART = "cases/0/parts/0"
FIRST = f"{PART}/deeper/1/tree"
START = f"{PART}/deeper/1/start"
HUGE = 2**62
EMPTY_TABLE = {"tiers": []}


def raised(by):
    """Every bound of the certificate so many fen higher, all else as it was."""

    def change(certificate):
        certificate["bound_minor"] += by
        for case in certificate["cases"]:
            for part in case["parts"]:
                part["bound"] += by * certificate["scale"]
        return certificate

    return [("", change)]


def merged(parts):
    """Both parts as one."""
    lots = [lot for part in parts for lot in part["lots"]]
    return [parts[0] | {"lots": lots, "bound": sum(part["bound"] for part in parts)}]


def all_in_one(case):
    return [case[0] | {"winners": None}]


def nested(_):
    return reduce(lambda tree, _: {"then": tree}, range(MAX_DEPTH + 1), {})


TREE = {
    "a bound a fen too high": [("bound_minor", more(1))],
    "all bounds a fen too high": raised(1),
    "all bounds far too high": raised(10**9),
    "a part's bound one part of a fen too high": [(f"{PART}/bound", more(1))],
    "a part's bound a fen too low for the whole": [(f"{PART}/bound", more(-(2**16)))],
    "another scale": [("scale", more(2**16))],
    "a scale of one": [("scale", to(1))],
    "a table left out": [(f"{PART}/tables", without(2))],
    "no tables": [(f"{PART}/tables", to([]))],
    "a table that bounds nothing in another's place": [(f"{PART}/tables/3", to(EMPTY_TABLE))],
    "a table of another tier": [(f"{PART}/tables/2/tiers/1/2", to(9))],
    "a table's multipliers left out": [(f"{PART}/tables/4", without("demands"))],
    "a need worth a hundred times as much": [(f"{PART}/tables/4/needs/0/2", lambda m: m * 100)],
    "a demand worth a hundred times as much": [(f"{PART}/tables/4/demands/0/2", lambda m: m * 100)],
    "a combination left out": [(f"{PART}/deeper", without(1))],
    "a combination twice": [(f"{PART}/deeper", twice(1))],
    "combinations with each other's trees": [
        (f"{PART}/deeper/0/tiers/2/2", to(17103)),
        (f"{PART}/deeper/2/tiers/2/2", to(29254)),
    ],
    "a branch closed by nothing": [(f"{FIRST}/yes", to({}))],
    "a branch cut off": [(f"{FIRST}/yes", without("no"))],
    "a split undone": [(FIRST, lambda tree: without("split")(without("yes")(without("no")(tree))))],
    "a split of another line": [(f"{FIRST}/split/line", to("L0"))],
    "a split by a line the problem lacks": [(f"{FIRST}/split/line", to("L99"))],
    "a split by a carrier the problem lacks": [(f"{FIRST}/split/carrier", to("XX"))],
    "a split by nothing": [(f"{FIRST}/split", to({"carrier": "C1"}))],
    "branches without a split": [(FIRST, without("split"))],
    "a further tree beside a split": [(FIRST, lambda tree: tree | {"then": {}})],
    "branches swapped": [
        (FIRST, lambda tree: tree | {"yes": tree["no"], "no": tree["yes"]}),
    ],
    "a tree too deep": [(FIRST, nested)],
    "a leaf's multipliers gone": [(f"{FIRST}/yes/yes/yes", to({}))],
    "dropping not justified, for want of multipliers": [(f"{START}/demands", to([]))],
    "links that do not cancel": [(f"{START}/links/0/3", lambda m: -m)],
    "a link of a lot that the bundle does not name": [
        (f"{FIRST}/links/0/2", to("CAN-LAX")),
    ],
    "a link of another bundle": [(f"{FIRST}/links/0/1", to("B9"))],
    "a demand of a rule that the problem lacks": [
        (f"{FIRST}/demands/0/0", to("/rules/shares/1/at_most_bps"))
    ],
    "a demand of another side of the rule": [
        (f"{PART}/tables/{at}/demands/0/0", to("/rules/shares/0/at_least_bps")) for at in (3, 4)
    ],
    "a tier that the ladder lacks": [(f"{PART}/tables/0/tiers/0/2", more(1))],
    "a ladder that the carrier lacks": [(f"{PART}/tables/0/tiers/0/1", to("T9"))],
    "a multiplier below nothing": [(f"{PART}/tables/0/demands/0/2", to(-1))],
    "a multiplier of a half": [(f"{PART}/tables/0/demands/0/2", to(0.5))],
    "a multiplier that is no number": [(f"{PART}/tables/0/demands/0/2", to(float("nan")))],
    "a multiplier in words": [(f"{PART}/tables/0/demands/0/2", to("3526492"))],
    "a multiplier that is true": [(f"{PART}/tables/0/demands/0/2", to(True))],
    "a multiplier beyond reach": [(f"{PART}/tables/0/demands/0/2", to(HUGE))],
    "a multiplier beyond 64 bits": [(f"{PART}/tables/0/demands/0/2", to(10**30))],
    "a link beyond 64 bits": [(f"{FIRST}/links/0/3", to(-(10**30)))],
    "a bound beyond 64 bits": [(f"{PART}/bound", to(10**30))],
    "a multiplier twice": [(f"{PART}/tables/0/demands", twice(0))],
    "a tier twice": [(f"{PART}/tables/0/tiers", twice(0))],
    "a row too short": [(f"{PART}/tables/0/demands/0", without(1))],
    "a name that is none": [(f"{PART}/tables/0/demands/0/0", to(7))],
    "another format": [("format", to("award-certificate/2"))],
    "another currency": [("currency", to("USD"))],
    "a key left out": [("", without("scale"))],
    "a key of its own": [(PART, lambda part: part | {"trusted": True})],
    "no cases": [("cases", to([]))],
    "no parts": [("cases/0/parts", to([]))],
    "a part twice": [("cases/0/parts", twice(0))],
    "a part of some lots for all winners": [(f"{PART}/lots", to(["PEK-FRA"]))],
    "winners told apart in a problem without parts": [("cases/0/winners", to(["C0", "C1", "C2"]))],
    "demands across parts in a problem without parts": [
        (
            "cases/0",
            lambda case: case | {"demands": [["/rules/shares/0/at_most_bps", "C0", 1]]},
        )
    ],
}
REGIONS = {
    "all bounds a fen too high": raised(1),
    "a case of winners left out": [("cases", without(1))],
    "fewer winners in a case": [("cases/0/winners", without(1))],
    "other winners in a case": [("cases/1/winners", to(["a", "c"]))],
    "a winner that does not quote": [("cases/1/winners/0", to("d"))],
    "a winner twice": [("cases/1/winners", twice(0))],
    "one case for all": [("cases", all_in_one)],
    "one case for all, in one part": [
        ("cases", all_in_one),
        ("cases/0", without("demands")),
        ("cases/0/parts", merged),
        ("cases/0/parts/0/lots", to(None)),
    ],
    "a part left out": [("cases/1/parts", without(0))],
    "a part twice": [("cases/1/parts", twice(0))],
    "a part in another's place": [("cases/1/parts/1/lots", to(["x"]))],
    "a lot twice": [("cases/1/parts/1/lots", twice(0))],
    "a part of a lot that the problem lacks": [("cases/1/parts/1/lots", to(["z"]))],
    "parts as one": [("cases/1/parts", merged)],
    "parts in each other's place": [
        ("cases/1/parts/0/lots", to(["y"])),
        ("cases/1/parts/1/lots", to(["x"])),
    ],
    "a part's bound too high": [("cases/1/parts/0/bound", more(2**16))],
    "a part's bound moved to the other": [
        ("cases/0/parts/0/bound", more(2**26)),
        ("cases/0/parts/1/bound", more(-(2**26))),
    ],
    "a demand across parts worth nothing": [("cases/0/demands", to([]))],
    "a demand across parts worth ten times as much": [("cases/0/demands/0/2", lambda m: m * 10)],
    "a demand of a carrier that need not win": [("cases/0/demands/0/1", to("c"))],
    "a need across parts": [("cases/0", lambda case: case | {"needs": [["a", "a-x", 1]]})],
}
BUNDLES = {
    "all bounds a fen too high": raised(1),
    "a bundle's split undone": [
        (FIRST, lambda tree: without("split")(without("yes")(without("no")(tree))))
    ],
    "a split by another carrier's bundle": [(f"{FIRST}/split/carrier", to("CT"))],
    "a split by a bundle the problem lacks": [(f"{FIRST}/split/bundle", to("B1"))],
    "a split by a line and a bundle": [(f"{FIRST}/split", lambda split: split | {"line": "L0"})],
    "a tree cut down": [(FIRST, to({}))],
    "winners' tiers not covered": [(f"{PART}/deeper/0/tiers", without(0))],
}
KINDS = [
    *(("tree", kind, edits) for kind, edits in TREE.items()),
    *(("regions", kind, edits) for kind, edits in REGIONS.items()),
    *(("bundles", kind, edits) for kind, edits in BUNDLES.items()),
]


@pytest.mark.parametrize(("name", "kind", "edits"), KINDS)
def test_a_tampered_proof_is_refused(name, kind, edits):
    assert proven(name).tampered("certificate", *edits).errors() != []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("other", NAMES)
def test_a_proof_of_another_problem_is_refused(name, other):
    mixed = proven(name).tampered("certificate", ("", to(proven(other).certificate)))

    assert (mixed.errors() == []) == (name == other)


@pytest.mark.parametrize("name", NAMES)
def test_a_proof_of_the_same_problem_at_other_prices_is_refused(name):
    line = proven(name).result["assignments"][0]
    quotes = [quote["carrier"] for quote in proven(name).problem["quotes"]]
    price = f"quotes/{quotes.index(line['carrier'])}/prices_minor/{line['line']}"
    cheaper = proven(name).tampered("problem", (price, lambda price: price // 2))

    assert cheaper.errors() != []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_written_and_read_the_same(name):
    certificate = parse_certificate(proven(name).certificate)

    assert parse_certificate(certificate_document(certificate)) == certificate


def file_kinds():
    text = json.dumps(proven("tree").certificate)
    return {
        "cut off": text[:-1],
        "half of it": text[: len(text) // 2],
        "empty": "",
        "no object": "[]",
        "a key twice": text.replace("{", '{"scale": 65536, ', 1),
        "not a number": text.replace("3526492", "NaN", 1),
        "a fraction": text.replace("3526492", "3526492.0", 1),
        "an exponent": text.replace("3526492", "3526492e0", 1),
        "five thousand digits": text.replace("3526492", "9" * 5000, 1),
        "very deep": text.replace("3526492", "[" * 99_999, 1),
        "something after it": text + "{}",
        "in another encoding": text.encode("utf-16"),
    }


@pytest.mark.parametrize("kind", file_kinds())
def test_a_broken_file_is_refused(kind, tmp_path, capsys):
    whole, content = proven("tree"), file_kinds()[kind]
    certificate = content if isinstance(content, bytes) else content.encode()
    names = [tmp_path / name for name in ("problem", "result", "certificate")]
    documents = [json.dumps(one).encode() for one in (whole.problem, whole.result)]
    for name, written in zip(names, [*documents, certificate], strict=True):
        name.write_bytes(written)

    status = command.main(["verify", *map(str, names[:2]), "--certificate", str(names[2])])

    assert (status, capsys.readouterr().out) == (2, "")
