"""What is shown of a model: its name, its context and its price, as far as they are known."""

import json

import pytest

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.features.completion import complete
from opencode_ls.features.hover import hover
from support.fake_world import FakeWorld
from support.marked import marked

MODELS = {
    "all": {"name": "All One", "limit": {"context": 1050000}, "cost": {"input": 0.4, "output": 12}},
    "context": {"limit": {"context": 131072}},
    "free": {"name": "Free", "cost": {"input": 0, "output": 0}},
    "nothing": {},
    "odd": {"name": "[Odd](https://odd.example) `x`", "limit": {"context": -1}},
    "price": {"cost": {"input": 0.30000000000000004, "output": 0}},
}
LIST = json.dumps({"acme": {"name": "Acme", "env": ["ACME_KEY"], "models": MODELS}})
ALL = "1,050,000 tokens of context, $0.4 in and $12 out per million tokens"


def analysed(text: str) -> tuple[Analysis, int]:
    plain, offset = marked(text)
    world = FakeWorld(files={"/home/me/.cache/opencode/models.json": LIST})
    return analyse(plain, path="/work/opencode.json", world=world), offset


def check_offered(text: str, *expected: tuple[str, str, str]) -> None:
    """Label, detail and documentation of what is offered, before placeholders are."""
    found = complete(*analysed(text))
    shown = [(item.label, item.detail, item.documentation) for item in found]

    assert tuple(shown[: len(expected)]) == expected
    assert [label for label, *_ in shown[len(expected) :] if not label.startswith("{")] == []


def check_hover(model: str, expected: str | None) -> None:
    """What is said of a model before the key that it is the value of."""
    found = hover(*analysed(f'{{"model": "$0{model}"}}'))
    own = f'`"{model}"`: ' if expected else "**`model`**"
    text = found.markdown.partition("\n\n")[0] if found else ""

    assert text.startswith(own)
    assert not expected or text == own + expected


def test_models_that_opencode_knows() -> None:
    check_offered(
        '{"model": "acme/$0"}',
        ("acme/all", "All One · 1.05M context", f"A model of **Acme**: All One, {ALL}"),
        ("acme/context", "Acme · 131K context", "A model of **Acme**: 131,072 tokens of context"),
        ("acme/free", "Free", "A model of **Acme**: Free"),
        ("acme/nothing", "Acme", "A model of **Acme**"),
        (
            "acme/odd",
            "Odd (https: odd.example) x",
            "A model of **Acme**: Odd (https: odd.example) x",
        ),
        ("acme/price", "Acme", "A model of **Acme**: $0.3 in and $0 out per million tokens"),
    )


def test_models_of_a_provider_entry() -> None:
    check_offered(
        '{"provider": {"acme": {"whitelist": ["$0"], "models": {"all": {}}}}}',
        ("all", "All One · 1.05M context", f"A model that this file declares: `All One`, {ALL}"),
        ("context", "Acme · 131K context", "A model of **Acme**: 131,072 tokens of context"),
        ("free", "Free", "A model of **Acme**: Free"),
        ("nothing", "Acme", "A model of **Acme**"),
        ("odd", "Odd (https: odd.example) x", "A model of **Acme**: Odd (https: odd.example) x"),
        ("price", "Acme", "A model of **Acme**: $0.3 in and $0 out per million tokens"),
    )


@pytest.mark.parametrize(
    ("entry", "detail", "facts"),
    [
        ("{}", "in this file", ""),
        ('{"name": "M"}', "M", ": `M`"),
        (
            '{"limit": {"context": 8192}}',
            *("in this file · 8K context", ": 8,192 tokens of context"),
        ),
        (
            '{"name": "M", "limit": {"context": 999999}}',
            *("M · 1000K context", ": `M`, 999,999 tokens of context"),
        ),
        ('{"name": "[M](x)"}', "[M](x)", ": `[M](x)`"),
        ('{"limit": {"context": "64000"}}', "in this file", ""),
        ('{"limit": {"context": true}}', "in this file", ""),
        (f'{{"limit": {{"context": 1{"0" * 400}}}}}', "in this file", ""),
        ('{"name": "{env:X}", "limit": {"context": {env:N}}}', "{env:X}", ": `{env:X}`"),
    ],
)
def test_models_of_the_file(entry: str, detail: str, facts: str) -> None:
    text = f'{{"provider": {{"my": {{"models": {{"m": {entry}}}}}}}, "model": "my/$0"}}'
    check_offered(text, ("my/m", detail, f"A model that this file declares{facts}"))


@pytest.mark.parametrize(
    ("entry", "detail", "facts"),
    [
        ("{}", "All One · 1.05M context", f"`All One`, {ALL}"),
        (
            '{"name": "Mine", "limit": {"context": 9000}}',
            "Mine · 9K context",
            "`Mine`, 9,000 tokens of context, $0.4 in and $12 out per million tokens",
        ),
        (
            '{"cost": {"input": 1, "output": 2}}',
            "All One · 1.05M context",
            "`All One`, 1,050,000 tokens of context",
        ),
    ],
)
def test_the_file_goes_over_what_opencode_knows(entry: str, detail: str, facts: str) -> None:
    text = f'{{"provider": {{"acme": {{"models": {{"all": {entry}}}}}}}, "model": "acme/all$0"}}'
    facts = f"A model that this file declares: {facts}"
    check_offered(text, ("acme/all", detail, facts))
    found = hover(*analysed(text))

    assert found is not None
    assert found.markdown.startswith(f'`"acme/all"`: {facts}\n')


def test_a_provider_leads_to_its_models() -> None:
    check_offered('{"disabled_providers": ["ac$0"]}', ("acme", "Acme", "Key: `ACME_KEY`"))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("acme/all", f"A model of **Acme**: All One, {ALL}"),
        ("acme/all#high", f"A model of **Acme**: All One, {ALL}"),
        ("acme/nothing", "A model of **Acme**"),
        ("acme/none", None),
        ("none/all", None),
        ("acme", None),
    ],
)
def test_hover_over_a_model(model: str, expected: str | None) -> None:
    check_hover(model, expected)


def test_no_name_becomes_markup() -> None:
    check_hover("acme/odd", "A model of **Acme**: Odd (https: odd.example) x")


OWN = "A model that this file declares"
PRICE = "$0.3 in and $0 out per million tokens"


@pytest.mark.parametrize("section", ["provider", "providers"])
@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('"acme": {"models": {"$0all": {}}}', f"**`all`**: `object`\n\n{OWN}: `All One`, {ALL}"),
        (
            '"acme": {"models": {"$0price": {"name": "Mine", "limit": {"context": 9}}}}',
            f"**`price`**: `object`\n\n{OWN}: `Mine`, 9 tokens of context, {PRICE}",
        ),
        (
            '"mine": {"models": {"$0all": {"name": "Mine"}}}',
            f"**`all`**: `object`\n\n{OWN}: `Mine`\n\nA model of **Acme**",
        ),
        ('"mine": {"models": {"$0none": {}}}', f"**`none`**: `object`\n\n{OWN}"),
    ],
)
def test_hover_over_the_key_of_a_model(section: str, entry: str, expected: str) -> None:
    found = hover(*analysed(f'{{"{section}": {{{entry}}}}}'))

    assert found is not None
    assert found.markdown == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('"acme": {"whitelist": ["$0all"]}', f"A model of **Acme**: All One, {ALL}"),
        ('"mine": {"whitelist": ["$0all"]}', "A model of **Acme**"),
        ('"mine": {"models": {"all": {}}, "whitelist": ["$0all"]}', OWN),
    ],
)
def test_hover_over_a_model_in_a_list(entry: str, expected: str) -> None:
    found = hover(*analysed(f'{{"provider": {{{entry}}}}}'))

    assert found is not None
    assert found.markdown.partition("\n\n")[0] == f'`"all"`: {expected}'
