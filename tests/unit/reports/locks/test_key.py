"""The key of the locks: made once, whole or not at all, for its owner only."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.reports.locks import key as keys
from analytics.reports.locks.key import KEY_VARIABLE, lock_key, made_key, mark_of


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "config" / "lock.key"
    assert lock_key(file=file) is None

    first = made_key(file=file)

    assert made_key(file=file) == lock_key(file=file) == first and len(first) == 32
    assert file.stat().st_mode & 0o777 == 0o600 and [path.name for path in file.parent.iterdir()] == ["lock.key"]


def test_two_keys_differ_and_so_do_their_marks(tmp_path: Path) -> None:
    one, other = made_key(file=tmp_path / "one"), made_key(file=tmp_path / "other")

    assert one != other and mark_of(one) != mark_of(other) and one.hex() not in mark_of(one)


def test_the_variable_names_the_file_else_it_lies_in_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "mine.key"))
    assert keys.key_file() == tmp_path / "mine.key"

    monkeypatch.delenv(KEY_VARIABLE)
    for platform, variable, end in (
        ("linux", "XDG_CONFIG_HOME", "conf/iop-outcomes/lock.key"),
        ("win32", "APPDATA", "conf/iop-outcomes/lock.key"),
    ):
        monkeypatch.setattr(keys.sys, "platform", platform)
        monkeypatch.setenv(variable, str(tmp_path / "conf"))
        assert keys.key_file() == tmp_path / end
    monkeypatch.setattr(keys.sys, "platform", "darwin")
    assert keys.key_file().parts[-4:] == ("Library", "Application Support", "iop-outcomes", "lock.key")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    made_key(file=tmp_path / "key")
    (tmp_path / "key").chmod(0o640)

    with pytest.raises(Refused, match="chmod 600"):
        lock_key(file=tmp_path / "key")


@pytest.mark.parametrize("text", [b"", b"abc", b"\xff" * 64, b"00" * 31])
def test_a_damaged_key_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "key").write_bytes(text)
    (tmp_path / "key").chmod(0o600)

    with pytest.raises(Refused, match="is damaged"):
        lock_key(file=tmp_path / "key")


def test_a_key_made_by_another_process_meanwhile_is_kept(tmp_path: Path) -> None:
    theirs = made_key(file=tmp_path / "key")

    keys._make(tmp_path / "key")

    assert lock_key(file=tmp_path / "key") == theirs


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Refused, match="cannot be written"):
        made_key(file=tmp_path / "file" / "key")
