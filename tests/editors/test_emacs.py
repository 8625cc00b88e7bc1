"""Emacs with eglot, set up as the documentation says: commands go in, what is said comes out."""

import json
import shutil
import subprocess

import pytest

from editors.place import ROOT, Place, all_end
from editors.recipes import recipe
from editors.texts import (
    FAILED,
    FAILS,
    MISSPELT,
    ONLY_NAME,
    PRINTS,
    RAN,
    RENAMED,
    REPAIRED,
    SHARED,
    plain,
)

pytestmark = pytest.mark.editors

DRIVER = ROOT / "tests" / "editors" / "driver.el"
HEAD = ";;; -*- lexical-binding: t -*-"
TRUSTED = "(setq opencode-trusted-folders (list default-directory))"
WARNED = "[eglot] Server reports (type=2): "
NOT_TRUSTED = (
    "the command of `é😀` did not run: this workspace is not trusted. If you trust its files, "
    "let your editor send `initializationOptions.trusted = true`, then restart the server"
)
RUN = """
(setq driver-choices '("Run apiKeyCommand" "Run once"))
(search-forward "apiKey")
(call-interactively #'eglot-code-actions)
"""


def check(place: Place, text: str, story: str, expected: object, trust: str = TRUSTED) -> None:
    path = place.write(text)
    play = f'(driver-play "{path}" (lambda () {story}))'
    init = place.home / "init.el"
    init.write_text(
        "\n".join((HEAD, recipe("eglot"), recipe("eglot-silent"), trust, play)), encoding="utf-8"
    )
    command = (emacs(), "--batch", "-Q", "-l", DRIVER, "-l", init)
    done = subprocess.run(
        command, cwd=place.work, env=place.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])["answer"]

    assert (plain(answer, place) if isinstance(answer, str) else answer) == expected
    assert all_end(place)


def emacs() -> str:
    found = shutil.which("emacs")
    if found is None:
        pytest.skip("needs emacs: apt-get install emacs-nox elpa-eglot")
    return found


def test_each_finding_once(place: Place) -> None:
    message = "opencode [unknown-key]: opencode ignores `shaer`: did you mean `share`?"
    check(place, MISSPELT, "(driver-wait #'driver-found)", [[message, '"shaer"']])


def test_hover(place: Place) -> None:
    story = """
(search-forward "share")
(let (said)
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq said (substring-no-properties text))))
  (car (split-string (driver-wait (lambda () said)) "\\n")))"""
    check(place, SHARED, story, 'share: "manual" | "auto" | "disabled"')


def test_a_quick_fix(place: Place) -> None:
    story = """
(setq driver-choices '("Rename to"))
(driver-wait #'driver-found)
(search-forward "shaer")
(call-interactively #'eglot-code-actions)
(driver-wait (lambda () (not (driver-found))))
(driver-line)"""
    check(place, MISSPELT, story, REPAIRED)


def test_a_completion_is_accepted(place: Place) -> None:
    story = """
(search-forward "😀\\"")
(insert ", \\"sha")
(let ((offered (all-completions "sha" (nth 2 (eglot-completion-at-point)))))
  (completion-at-point)
  (vector offered (driver-line)))"""
    line = '  "username": "é😀", "share": "auto"'
    check(place, ONLY_NAME, story, [["share"], line])


def test_an_agent_gets_another_name(place: Place) -> None:
    story = """
(search-forward "{ \\"é")
(eglot-rename "neu")
(driver-line)"""
    line = '  "username": "é😀", "agent": { "neu": {} }, "default_agent": "neu"'
    check(place, RENAMED, story, line)


def test_nothing_runs_in_a_folder_that_is_not_trusted(place: Place) -> None:
    check(place, PRINTS, f'{RUN} (driver-said "did not run")', WARNED + NOT_TRUSTED, trust="")


def test_a_run_is_asked_about_and_told(place: Place) -> None:
    check(
        place,
        PRINTS,
        f'{RUN} (driver-said "The key of")',
        "[eglot] Server reports (type=3): " + RAN,
    )


def test_a_failed_run_is_shown_until_the_command_is_another(place: Place) -> None:
    story = f"""
{RUN}
(driver-wait #'driver-failed)
(search-forward "Exit(3")
(replace-match "Exit(4")
(driver-wait (lambda () (not (driver-failed))))
(driver-said "status 3")"""
    check(place, FAILS, story, WARNED + FAILED)
