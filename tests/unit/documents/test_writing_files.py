import os
import stat
import subprocess
import sys

import pytest

from perfrules.documents import DocumentError, write_bytes, write_text


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def refused(path, text="新\n"):
    with pytest.raises(DocumentError) as error:
        write_text(path, text)
    assert error.value.explain("zh")
    return error.value


def test_writes_utf8_and_leaves_nothing_else(tmp_path):
    write_text(tmp_path / "表.yaml", "指标值: 5次\n")
    assert (tmp_path / "表.yaml").read_bytes() == "指标值: 5次\n".encode()
    assert names(tmp_path) == ["表.yaml"]


def test_a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own(tmp_path):
    (tmp_path / "usual").touch()
    write_text(tmp_path / "new", "a")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    (tmp_path / "old").touch(0o640)
    (tmp_path / "old").chmod(0o640)
    write_text(tmp_path / "old", "a")
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").write_text("旧", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    write_text(tmp_path / "link", "新")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "新"


@pytest.mark.parametrize("step", ["fsync", "replace", "open", "fdopen"])
def test_a_failing_step_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    path = tmp_path / "表.yaml"
    path.write_text("旧\n", encoding="utf-8")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    assert refused(path).code == "PR134"
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "旧\n"
    assert names(tmp_path) == ["表.yaml"]


def test_an_interruption_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "表.yaml"
    path.write_text("旧\n", encoding="utf-8")

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(path, "新\n")
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "旧\n"
    assert names(tmp_path) == ["表.yaml"]


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "表.yaml"
    path.write_text("旧\n", encoding="utf-8")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from perfrules.documents import DocumentError, write_bytes, write_text\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_text(Path(sys.argv[1]), 'x' * 5000)\n"
        "except DocumentError as error: print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, str(path)],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout == "PR134\n"
    assert path.read_text(encoding="utf-8") == "旧\n"
    assert names(tmp_path) == ["表.yaml"]


@pytest.mark.parametrize("name", ["没有/表.yaml", "a\0b", "x" * 300])
def test_a_place_that_cannot_be_written_is_reported(tmp_path, name):
    assert refused(tmp_path / name).code == "PR134"
    assert names(tmp_path) == []


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "表").mkdir()
    assert refused(tmp_path / "表").code == "PR134"
    assert names(tmp_path) == ["表"]


def test_a_lone_surrogate_is_refused_before_anything_is_written(tmp_path):
    error = refused(tmp_path / "表.yaml", "a\ud800")
    assert (error.code, error.diagnostics[0].arguments["character"]) == ("PR135", "U+D800")
    assert names(tmp_path) == []


def test_bytes_are_written_as_they_are(tmp_path):
    write_bytes(tmp_path / "表.xlsx", b"PK\r\n\0\xff")
    assert (tmp_path / "表.xlsx").read_bytes() == b"PK\r\n\0\xff"
    assert names(tmp_path) == ["表.xlsx"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_bytes_that_cannot_be_written_leave_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(DocumentError) as error:
        write_bytes(path, b"new")
    monkeypatch.undo()
    assert error.value.code == "PR134"
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["表.xlsx"]
