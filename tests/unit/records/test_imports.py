"""Imported records: one folder an import, the last three kept, and never a half-written one."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records import imports
from analytics.records.imports import (
    current_import,
    data_home,
    forget_staged,
    is_import,
    kept_imports,
    make_current,
    read_pointer,
    remove_import,
    show_import,
    stage_import,
)
from tests.imported import save_import


def content(folder: Path | None) -> str:
    """What the current import says."""
    assert folder is not None
    return (folder / "episodes.csv").read_text()


def save(text: str, home: Path) -> Path:
    return save_import({"episodes.csv": text.encode()}, home=home)


def names(home: Path) -> set[str]:
    return {path.name for path in (home / "imports").iterdir()}


def test_the_last_three_imports_are_kept(tmp_path: Path) -> None:
    folders = [save(text, tmp_path) for text in ("one", "two", "three", "four")]

    assert current_import(home=tmp_path) == folders[3]
    assert content(folders[3]) == "four"
    assert names(tmp_path) == {"current.json", *(folder.name for folder in folders[1:])}


def test_nothing_imported_yet(tmp_path: Path) -> None:
    assert current_import(home=tmp_path) is None


def test_the_same_files_are_the_same_import(tmp_path: Path) -> None:
    first = save("one", tmp_path)
    save("two", tmp_path)

    assert save("one", tmp_path) == first
    assert len(read_pointer(tmp_path).kept) == 2
    assert current_import(home=tmp_path) == first


def test_files_that_do_not_pass_the_check_leave_the_current_import(tmp_path: Path) -> None:
    old = save("one", tmp_path)

    def check(folder: Path) -> None:
        assert content(folder) == "two"
        raise Refused("No usable row.", "Export again.")

    with pytest.raises(Refused, match="No usable row"):
        save_import({"episodes.csv": b"two"}, home=tmp_path, check=check)

    assert current_import(home=tmp_path) == old
    assert names(tmp_path) == {"current.json", old.name}


@pytest.mark.parametrize("name", ["", ".", "..", "../episodes.csv", "a/b.csv", "a\\b.csv", ".hidden", "a\0b"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="not a plain file name"):
        save_import({name: b"x"}, home=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file to import"):
        save_import({}, home=tmp_path)


def test_a_damaged_pointer_says_what_to_do(tmp_path: Path) -> None:
    save("one", tmp_path)
    (tmp_path / "imports" / "current.json").write_text("{")

    with pytest.raises(Refused, match="is damaged") as refused:
        current_import(home=tmp_path)
    assert refused.value.fix.startswith("Remove that file")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner-only file modes")
def test_only_the_owner_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOP_HOME", str(tmp_path / "home"))

    folder = save_import({"episodes.csv": b"x"})

    assert folder.is_relative_to(tmp_path / "home")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (data_home(), folder.parent, folder)}
    assert set(modes.values()) == {0o700}
    assert stat.S_IMODE((folder / "episodes.csv").stat().st_mode) == 0o600


def test_the_users_data_folder_without_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IOP_HOME")
    monkeypatch.setattr(imports.sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert data_home() == tmp_path / "iop-outcomes"
    assert is_import(str(tmp_path / "iop-outcomes" / "imports" / "abc"))
    assert not is_import(str(tmp_path))


KILLED = """
import os, signal, sys
from pathlib import Path
from analytics.records import imports

steps = 0
def die_at(step):
    def counting(function):
        def counted(*args, **options):
            global steps
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **options)
        return counted
    return counting

kill = die_at(int(sys.argv[2]))
os.open, os.fsync, os.replace = kill(os.open), kill(os.fsync), kill(os.replace)
Path.rename, imports.shutil.rmtree = kill(Path.rename), kill(imports.shutil.rmtree)
home = Path(sys.argv[1])
staged = imports.stage_import({"episodes.csv": b"new", "attendance.csv": b"new"}, home=home)
imports.make_current(staged.name, home=home)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_write_killed_at_any_step_leaves_whole_data(tmp_path: Path, project: Path) -> None:
    killed = 0
    for step in range(1, 100):
        home = tmp_path / str(step)
        old = {save(text, home) for text in ("one", "two", "three")}
        ended = subprocess.run([sys.executable, "-c", KILLED, str(home), str(step)], cwd=project, check=False)
        folder = current_import(home=home)
        assert content(folder) in ("three", "new"), step
        if content(folder) == "new":  # made current: both files are there
            assert (folder / "attendance.csv").read_text() == "new"  # type: ignore[operator]
        else:
            assert folder in old
        json.loads((home / "imports" / "current.json").read_text())
        assert content(save("later", home)) == "later"  # and the next import works
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
        killed += 1
    assert killed >= 8, "the write has at least eight steps to be killed at"
    assert ended.returncode == 0


def test_a_staged_import_is_not_current_until_confirmed(tmp_path: Path) -> None:
    old = save("one", tmp_path)

    staged = stage_import({"episodes.csv": b"two"}, home=tmp_path)

    assert current_import(home=tmp_path) == old and staged.is_dir()
    assert make_current(staged.name, home=tmp_path) == current_import(home=tmp_path) == staged


def test_a_staged_import_can_be_forgotten_but_no_kept_one(tmp_path: Path) -> None:
    kept = save("one", tmp_path)
    staged = stage_import({"episodes.csv": b"two"}, home=tmp_path)

    forget_staged(staged.name, home=tmp_path)
    forget_staged(kept.name, home=tmp_path)

    assert not staged.exists() and kept.is_dir()
    with pytest.raises(Refused, match="no longer there"):
        make_current(staged.name, home=tmp_path)


def test_an_import_never_confirmed_goes_after_an_hour(tmp_path: Path) -> None:
    left, recent = (stage_import({"episodes.csv": text}, home=tmp_path) for text in (b"left", b"recent"))
    os.utime(left, (1_000, 1_000))

    stage_import({"episodes.csv": b"new"}, home=tmp_path)

    assert not left.exists() and recent.exists()


def test_the_demonstration_program_can_be_shown_again(tmp_path: Path) -> None:
    folder = save("one", tmp_path)

    show_import(None, home=tmp_path)
    assert current_import(home=tmp_path) is None
    assert [one.is_current for one in kept_imports(home=tmp_path)] == [False]

    show_import(folder.name, home=tmp_path)
    assert current_import(home=tmp_path) == folder
    with pytest.raises(Refused, match="no longer kept"):
        show_import("../elsewhere", home=tmp_path)


def test_removing_an_import_deletes_its_files(tmp_path: Path) -> None:
    one, two = save("one", tmp_path), save("two", tmp_path)

    remove_import(two.name, home=tmp_path)
    assert not two.exists() and current_import(home=tmp_path) == one  # the one before it

    remove_import(one.name, home=tmp_path)
    assert not one.exists() and current_import(home=tmp_path) is None
    with pytest.raises(Refused, match="no longer kept"):
        remove_import(one.name, home=tmp_path)
