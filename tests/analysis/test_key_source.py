"""Where a provider's key would come from, and all that a consent to its command covers."""

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.key_source import CommandSite, Destination, command_site
from support.fake_world import FakeWorld

OWN = "/home/me/.config/opencode/opencode.json"
COMMAND = '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "read", "{env:REF}"]}}}}'


def site(text: str, path: str, files: dict[str, str], folder: str | None = None) -> CommandSite:
    world = FakeWorld(env={"REF": "op://a/b", "HOST": "llm.example"}, files=files)
    found = command_site(analyse(text, path=path, world=world, folder=folder), "x")
    assert found is not None
    return found


def test_a_projects_command() -> None:
    found = site(COMMAND, "/work/opencode.json", {"/work/opencode.json": "{}"})

    assert found.written == ("op", "read", "{env:REF}")
    assert found.argv == ("op", "read", "op://a/b")
    assert (found.file, found.folder, found.own) == ("/work/opencode.json", "/work", False)
    assert found.touched_by == ("/work/opencode.json",)
    assert found.destination == Destination()


def test_the_users_own_command_untouched_by_a_project() -> None:
    found = site(COMMAND, OWN, {OWN: COMMAND}, folder="/work")

    assert (found.own, found.touched_by) == (True, ())


def test_a_project_that_sets_only_the_base_url_touches_it() -> None:
    project = '{"provider": {"x": {"options": {"baseURL": "https://{env:HOST}/v1"}}}}'
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.touched_by == ("/work/opencode.json",)
    assert found.destination.base_url == "https://llm.example/v1"
    assert found.destination_written.base_url == "https://{env:HOST}/v1"


def test_a_project_that_sets_a_models_provider_touches_it() -> None:
    project = '{"provider": {"x": {"models": {"m": {"provider": {"api": "https://a"}}}}}}'
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.touched_by == ("/work/opencode.json",)


def test_a_project_that_sets_only_names_of_models_does_not() -> None:
    project = '{"provider": {"x": {"models": {"m": {"name": "M"}}}}}'
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.touched_by == ()


def test_no_site_for_a_command_that_cannot_run() -> None:
    for command in ('"op read"', "[]", "[1]", '[""]', '{"command": "op"}', "null"):
        text = COMMAND.replace('["op", "read", "{env:REF}"]', command)
        analysis = analyse(text, path=OWN, world=FakeWorld())

        assert command_site(analysis, "x") is None
