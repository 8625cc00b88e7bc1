"""The words of a fence set the world around its text."""

import pytest

from opencode_ls.analysis.world import FileRead
from support.scene import OWN_PATH, scene

TEXT = '{"provider": {"x": {"options": {"apiKeyCommand": ["op"]}}}}'


def test_without_words_a_text_is_a_project_file() -> None:
    analysis = scene().analyse(TEXT)

    assert (analysis.path, analysis.scope, analysis.runs) == ("/work/opencode.json", "project", ())


def test_the_user_has_a_command_of_their_own() -> None:
    analysis = scene("own=openai", "own=groq").analyse("{}")

    assert [layer.path for layer in analysis.layers] == [OWN_PATH, "/work/opencode.json"]
    assert [layer.scope for layer in analysis.layers] == ["user", "project"]


def test_each_command_has_failed() -> None:
    runs = scene("run=failed").analyse(TEXT).runs

    assert [(run.provider, run.argv, run.ok) for run in runs] == [("x", ("op",), False)]


def test_variables_files_and_programs() -> None:
    world = scene("env=A:b:c", "file=k.txt:v", "file=/etc/k:w", "program=/opt/p").world

    assert world.env("A") == "b:c"
    assert world.read("/work/k.txt") == FileRead("ok", "v")
    assert world.read("/etc/k") == FileRead("ok", "w")
    assert world.which("/opt/p", "/").path == "/opt/p"


def test_place_platform_and_setting() -> None:
    there = scene(f"path={OWN_PATH}", "platform=win32", "opencode=2")
    analysis = there.analyse("{}")

    assert (analysis.scope, analysis.dialect, there.world.platform) == ("user", "2", "win32")


@pytest.mark.parametrize("word", ["bad", "run=well", "envy=A:b"])
def test_any_other_word_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="no such words"):
        scene(word)
