"""From the trial's records to the command line's figures: all 2,492 randomised patients, by project, equal R to 1e-9.

R read the weekly words by its own rules (survival_ctn0094.R); what is compared here went through the converter, the
ledger, the patterns, the endpoint rules, the curves and the JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.records.ctn0094.convert import convert_ctn0094
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r, same_curve

R = r_values("survival_ctn0094.json")["all_randomised"]
RANDOMISED = 2_492
TAU = 12


@pytest.fixture(scope="module")
def converted(ctn0094: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ctn") / "converted"
    convert_ctn0094(ctn0094 / "records").write(folder)
    return folder


def outcomes(converted: Path, endpoint: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the command prints for one published endpoint of the randomised."""
    asked = ["--endpoint", endpoint, "--as-published", "--by", "project", "--tau", str(TAU), "--no-range", "--json"]
    assert main(["outcomes", "--data", str(converted), "--where", "randomised=true", *asked]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("endpoint", list(R))
def test_the_command_line_equals_r(endpoint: str, converted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = outcomes(converted, endpoint, capsys)
    groups = {group["name"]: group for group in answer["groups"]}
    assert sum(group["n"] for group in groups.values()) == RANDOMISED
    assert set(groups) == set(R[endpoint]["groups"]) == {"CTN-0027", "CTN-0030", "CTN-0051"}
    for name, expected in R[endpoint]["groups"].items():
        assert expected["tau"] == answer["tau"] == TAU
        assert same_curve(f"{endpoint}.{name}", groups[name], expected) <= TOLERANCE
    test = {key: R[endpoint]["logrank"][key] for key in ("statistic", "df", "p")}
    assert same_as_r(f"{endpoint}.logrank", answer["logrank"], test) <= TOLERANCE
