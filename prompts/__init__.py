"""The texts given to a language model, one file each, and their loader.

A prompt is a Markdown file that begins with a line naming its variables, `variables: question, today`;
in the text they stand as `{question}`. A variable that is missing, unknown or not used is an error
when the prompt is loaded or filled in, not a surprise in an answer.

Every prompt exists in each language, `answer.md` in English and `answer.th.md` in Thai: a prompt in another
language than the question's draws the answer into that language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

_HEADER = "variables:"
# Whatever looks like a variable: one that is misspelt must not stand in a prompt as it is.
_VARIABLE = re.compile(r"""\{ *([^{}\s"':,]+) *\}""")


class PromptError(Exception):
    """A prompt is missing, or its variables don't fit."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's text with the variables it declares, and the digest of its file."""

    name: str
    variables: frozenset[str]
    text: str
    digest: str

    def fill(self, **values: str) -> str:
        """Return the text with every variable replaced.

        Raises:
            PromptError: a variable is missing or not one of the prompt's.
        """
        if values.keys() != self.variables:
            wrong = ", ".join(sorted(values.keys() ^ self.variables))
            raise PromptError(f"Prompt {self.name}: missing or unknown variables: {wrong}.")
        # One pass, so that braces inside a value stay what they are.
        return _VARIABLE.sub(lambda match: values[match.group(1)], self.text)


def names() -> Iterable[str]:
    """Return the names of the prompts that come with the package."""
    return [
        entry.name.removesuffix(".md")
        for entry in files("prompts").iterdir()
        if entry.name.endswith(".md")
    ]


def check(folder: Path) -> list[str]:
    """Return the names of the prompts in `folder` that replace the package's own.

    Raises:
        PromptError: there is no such folder, a file in it replaces no prompt, or one can't be used.
    """
    if not folder.is_dir():
        raise PromptError(f"There is no folder {folder} with prompts.")
    own = names()
    found = sorted(file.name.removesuffix(".md") for file in folder.glob("*.md"))
    for name in found:
        if name not in own:
            known = ", ".join(f"{other}.md" for other in sorted(own))
            raise PromptError(f"{name}.md in {folder} replaces no prompt. Those are {known}.")
        base, _, language = name.partition(".")
        load_for(base, language or "en", folder)
    return found


def load_for(name: str, language: str, folder: Path | None = None) -> Prompt:
    """Return the prompt `name` in `language` ("th", "en"), from `folder` if it has one.

    Raises:
        PromptError: it can't be read, or has other variables than the package's own.
    """
    name = name if language == "en" else f"{name}.{language}"
    prompt, own = load(name, folder), load(name)
    if prompt.variables != own.variables:
        expected = ", ".join(sorted(own.variables))
        raise PromptError(f"Prompt {name} in {folder} must have exactly the variables {expected}.")
    return prompt


def load(name: str, folder: Path | None = None) -> Prompt:
    """Return the prompt `name`, from `folder` if it has one of that name, else the package's own.

    Raises:
        PromptError: there is no such prompt, or its text and its declaration don't agree.
    """
    override = folder / f"{name}.md" if folder else None
    try:
        if override is not None and override.is_file():
            content = override.read_text(encoding="utf-8-sig")  # as Windows' editor saves it
        else:
            content = files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"Prompt {name} can't be read ({error}).") from error
    return parse(name, content)


def parse(name: str, content: str) -> Prompt:
    """Return the prompt written in `content`.

    Raises:
        PromptError: the header is missing, or declares other variables than the text uses.
    """
    header, _, text = content.partition("\n")
    if not header.startswith(_HEADER):
        raise PromptError(f"Prompt {name} must begin with a line `{_HEADER} …`.")
    declared = frozenset(header.removeprefix(_HEADER).replace(",", " ").split())
    used = frozenset(_VARIABLE.findall(text))
    if declared != used:
        wrong = ", ".join(sorted(declared ^ used))
        raise PromptError(f"Prompt {name}: declared and used variables differ: {wrong}.")
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    return Prompt(name, declared, text.strip() + "\n", digest)
