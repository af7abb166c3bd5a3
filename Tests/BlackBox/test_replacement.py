"""An old release is replaced whole, or not at all; nothing that is not Cellar's is touched."""

import pytest

from support.release import Release, build, build_arguments, check_accounts, run
from transnas_logs import Run


def test_a_new_release_replaces_the_old_one(tree, tmp_path):
    output = tmp_path / "place" / "release"
    first = build(tree, output)
    assert first.counts["released"] == 1
    Run("64-41414-3_12_013", "class_scene").write(tree)
    second = Release(output, build(tree, output).process)
    assert second.counts["released"] == 2
    check_accounts(second)
    assert {path.name for path in output.parent.iterdir() if path.is_dir()} == {"release"}


def test_parent_directories_are_made(tree, tmp_path):
    check_accounts(build(tree, tmp_path / "a" / "b" / "release"))


def test_an_empty_directory_is_taken(tree, tmp_path):
    (tmp_path / "release").mkdir()
    check_accounts(build(tree, tmp_path / "release"))


@pytest.mark.parametrize("name", ["thesis.tex", "README.txt", ".git/config"])
def test_a_directory_with_foreign_files_is_refused(tree, tmp_path, name):
    output = tmp_path / "release"
    (output / name).parent.mkdir(parents=True)
    (output / name).write_text("years of work")
    done = run(*build_arguments([tree], output))
    assert done.returncode in (64, 74), (done.returncode, done.stderr)
    assert name.split("/")[0] in done.stderr.decode()
    assert (output / name).read_text() == "years of work"
    assert [path.name for path in output.iterdir()] == [name.split("/")[0]]


def test_a_release_with_a_foreign_file_is_refused(tree, tmp_path):
    release = build(tree, tmp_path / "release")
    before = release.hashes()
    (release.path / "notes.md").write_text("mine")
    done = run(*build_arguments([tree], release.path))
    assert done.returncode in (64, 74)
    assert (release.path / "notes.md").read_text() == "mine"
    (release.path / "notes.md").unlink()
    assert release.hashes() == before


def test_an_output_that_is_a_file_is_refused(tree, tmp_path):
    (tmp_path / "release").write_text("a file")
    done = run(*build_arguments([tree], tmp_path / "release"))
    assert done.returncode in (64, 74)
    assert (tmp_path / "release").read_text() == "a file"


def test_left_overs_of_killed_builds_are_swept_and_neighbours_are_not(tree, tmp_path):
    place = tmp_path / "place"
    left = place / ".release.tmp-1234"
    left.mkdir(parents=True)
    (left / "transnas-bench-101-logs.h5").write_bytes(b"half")
    neighbours = [place / ".other.tmp-1", place / "release.tmp-2", place / ".release2.tmp-3"]
    for path in neighbours:
        path.mkdir()
        (path / "kept").write_text("kept")
    build(tree, place / "release")
    assert not left.exists()
    for path in neighbours:
        assert (path / "kept").read_text() == "kept"


def test_the_input_inside_or_around_the_output_is_not_damaged(tree, tmp_path):
    before = sorted(path.relative_to(tree) for path in tree.rglob("*"))
    done = run(*build_arguments([tree], tree))
    assert done.returncode != 0
    assert sorted(path.relative_to(tree) for path in tree.rglob("*")) == before


def test_a_failed_build_leaves_the_old_release(tree, tmp_path):
    release = build(tree, tmp_path / "place" / "release")
    before = release.hashes()
    (tmp_path / "empty").mkdir()
    assert run(*build_arguments([tmp_path / "empty"], release.path)).returncode == 2
    assert release.hashes() == before
    assert {path.name for path in release.path.parent.iterdir() if path.is_dir()} == {"release"}


def test_a_relative_output_with_a_slash_at_the_end(tree, tmp_path):
    done = run(*build_arguments([tree], "out/release/"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    check_accounts(Release(tmp_path / "out" / "release"))
