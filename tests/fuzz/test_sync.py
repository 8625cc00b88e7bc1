"""Two documents are edited at random, in three encodings: what is known is never an old text's.

Hypothesis looks at short stories after every step and finds the shortest that fails; a long session
keeps what it knew through hundreds of edits.
"""

from random import Random, SystemRandom

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from fuzz.effort import EFFORT, for_a_while
from fuzz.two_files import ENCODINGS, PIECES, TwoFiles, places
from opencode_ls.text import Encoding
from support.jsonc_texts import CONFIG, edited_configs

LENGTHS = (0, 1, 9)
"""How much an edit takes away at most."""

BURSTS = 50
"""How often a long session is looked at."""

BURST = 20
"""How many edits come between two looks at most."""

LONGEST = 3000
"""Characters after which a long session begins a text anew."""

which_ = st.sampled_from((0, 1))


class Typing(RuleBasedStateMachine):
    """One editor that types."""

    @initialize(encoding=st.sampled_from(ENCODINGS))
    def start(self, encoding: Encoding) -> None:
        self.files = TwoFiles(encoding)

    @rule(which=which_)
    def reopen(self, which: int) -> None:
        self.files.reopen(which)

    @rule(which=which_, data=st.data(), new=st.sampled_from(PIECES))
    def type(self, which: int, data: st.DataObject, new: str) -> None:
        possible = places(self.files.texts[which])
        begin = data.draw(st.sampled_from(possible))
        length = data.draw(st.sampled_from(LENGTHS))
        end = data.draw(st.sampled_from([at for at in possible if 0 <= at - begin <= length]))
        self.files.type(which, (end, begin) if data.draw(st.booleans()) else (begin, end), new)

    @rule(which=which_, text=st.just(CONFIG) | edited_configs())
    def replace(self, which: int, text: str) -> None:
        self.files.replace(which, text)

    @invariant()
    def is_what_a_new_server_says(self) -> None:
        if hasattr(self, "files"):
            self.files.check()


@for_a_while
def test_any_short_story() -> None:
    run_state_machine_as_test(Typing, settings=EFFORT)


@for_a_while
def test_a_long_session() -> None:
    seed = SystemRandom().getrandbits(32)
    try:
        check(Random(seed))  # noqa: S311  (nothing secret)
    except Exception as error:
        error.add_note(f"the session of seed {seed}")
        raise


def check(random: Random) -> int:
    """One session; returns how many edits it made."""
    files = TwoFiles(random.choice(ENCODINGS))
    edits = 0
    for _ in range(BURSTS):
        which = random.randrange(2)
        if random.random() < 0.3 or len(files.texts[which]) > LONGEST:
            files.replace(which, CONFIG)
        for _ in range(random.randint(1, BURST)):
            type_at_random(random, files, which)
            edits += 1
            if random.random() < 0.5:
                # The next version is made by this one's trees.
                files.look(which)
        files.check()
    return edits


def type_at_random(random: Random, files: TwoFiles, which: int) -> None:
    possible = places(files.texts[which])
    begin = random.choice(possible)
    end = min(begin + random.choice(LENGTHS), possible[-1])
    if end in possible:
        files.type(which, random.choice(((begin, end), (end, begin))), random.choice(PIECES))
