"""Writing: only regular files are replaced, no input is overwritten, nothing is left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from perfrules.documents import DocumentError, require_no_input, write_text

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files of POSIX")


def refused(path):
    with pytest.raises(DocumentError) as error:
        write_text(path, "new")
    return error.value.code


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="needs /dev/null")
def test_a_device_is_refused():
    assert refused(Path("/dev/null")) == "PR164"
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_pipe_is_refused(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert refused(path) == "PR164"
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_link_to_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    assert refused(tmp_path / "link") == "PR164"


def test_a_looping_link_is_refused(tmp_path):
    path = tmp_path / "loop"
    path.symlink_to(path)
    assert refused(path) == "PR134"
    assert path.is_symlink()


def test_a_folder_is_refused(tmp_path):
    assert refused(tmp_path) == "PR134"


def test_a_file_with_two_names_is_refused(tmp_path):
    (tmp_path / "a").write_text("old")
    os.link(tmp_path / "a", tmp_path / "b")
    assert refused(tmp_path / "a") == "PR165"
    assert (tmp_path / "b").read_text() == "old"


def test_a_link_is_followed(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "link").symlink_to("a")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_text() == "new"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o444])
def test_permissions_are_kept(tmp_path, mode):
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(mode)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    os.chown(path, 1234, 4321)
    path.chmod(0o640)
    write_text(path, "new")
    state = path.stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (1234, 4321, 0o640)


def test_an_owner_that_cannot_be_kept_is_an_error(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_text("old")

    def forbidden(*_arguments):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", forbidden)
    real = Path.stat
    monkeypatch.setattr(
        Path, "stat", lambda self, **how: os.stat(path) if self == path else _of_another(real(self, **how))
    )
    assert refused(path) == "PR134"
    assert path.read_text() == "old"


def _of_another(state):
    return os.stat_result((*state[:4], state.st_uid + 1, *state[5:10]))


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "a/" * 2000 + "b"])
def test_a_path_that_no_file_system_accepts_is_an_error(tmp_path, name):
    assert refused(tmp_path / name) == "PR134"


KILLED = """
import os, signal, sys
from pathlib import Path
from perfrules.documents import write_text
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
write_text(Path(sys.argv[1]), "new" * 1000)
"""


def test_what_a_killed_process_leaves_is_removed_by_the_next(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    for _ in range(3):
        killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
        assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2  # each run removes what the one before it left
    assert path.read_text() == "old"
    write_text(path, "new")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("name", "age", "left"),
    [
        (".perfrules-00000000-1-0123456789abcdef.tmp", 0, True),  # another computer, now
        (".perfrules-00000000-1-0123456789abcdef.tmp", 7200, False),
        (".perfrules-x.tmp", 7200, True),  # not ours
        ("perfrules.tmp", 7200, True),
    ],
)
def test_only_abandoned_files_are_removed(tmp_path, name, age, left):
    other = tmp_path / name
    other.write_text("")
    os.utime(other, (other.stat().st_mtime - age,) * 2)
    write_text(tmp_path / "a", "new")
    assert other.exists() == left


def test_the_file_of_a_running_process_is_kept(tmp_path, monkeypatch):
    seen = []
    real = os.replace

    def replace(old, new):
        seen.append(new)
        if len(seen) == 1:
            write_text(tmp_path / "other", "nested")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    write_text(tmp_path / "a", "new")
    assert [each.name for each in seen] == ["a", "other"]
    assert (tmp_path / "a").read_text() == "new"


class TestInputs:
    def test_the_same_file_by_other_names(self, tmp_path):
        path = tmp_path / "a.yaml"
        path.write_text("old")
        (tmp_path / "link").symlink_to(path)
        os.link(path, tmp_path / "hard")
        for name in ("a.yaml", "../" + tmp_path.name + "/a.yaml", "link", "hard"):
            with pytest.raises(DocumentError) as error:
                require_no_input([tmp_path / name], [path])
            assert error.value.code == "PR163"

    def test_a_missing_file_given_twice(self, tmp_path):
        with pytest.raises(DocumentError):
            require_no_input([tmp_path / "a"], [tmp_path / "." / "a"])

    def test_a_file_in_an_input_folder(self, tmp_path):
        (tmp_path / "a.yaml").write_text("old")
        with pytest.raises(DocumentError):
            require_no_input([tmp_path / "a.yaml"], [tmp_path])
        require_no_input([tmp_path / "b.yaml", tmp_path / "form.xlsx"], [tmp_path])

    def test_other_files_are_accepted(self, tmp_path):
        (tmp_path / "a").write_text("")
        require_no_input([tmp_path / "b", tmp_path / "c"], [tmp_path / "a", tmp_path / "none"])
