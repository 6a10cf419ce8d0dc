"""The keyring: made once, private, the same for everyone."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.keyring import FILE_NAME, read_or_make_keyring
from core.settings import Settings


def test_it_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new")
    first = read_or_make_keyring(settings)
    assert read_or_make_keyring(settings) == first
    assert len(first.secret_key) >= 32
    assert first.current in first.keys
    assert stat.S_IMODE((settings.data / FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in settings.data.iterdir()] == [FILE_NAME]


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: read_or_make_keyring(settings), range(64)))
    assert len({keyring.secret_key for keyring in made}) == 1


def test_a_key_in_the_settings_wins_and_leaves_no_file(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, secret_key="x" * 40)
    assert read_or_make_keyring(settings).secret_key == "x" * 40
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content", ["", "[]", '{"current": "a", "keys": {}}', '{"current": "a", "keys": {"a": "b"}}']
)
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(SettingsError, match=FILE_NAME):
        read_or_make_keyring(Settings(data=tmp_path))
