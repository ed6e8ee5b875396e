"""Parses the file formats that articles arrive in: txt and md with front matter, html, and json lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from index.encodings import decode
from index.errors import SourceError
from index.sources.charsets import decode_page
from index.sources.metadata import article_from
from index.sources.types import Located, Read, Rejection

Parser = Callable[[bytes, str, str], Iterator[Read]]

FRONT_MATTER = "---"


def parse_text(raw: bytes, name: str, where: str) -> Iterator[Read]:
    """Yield the one article of a .txt or .md file; `name` is its default id."""
    try:
        text = decode(raw).text
        metadata, body = _front_matter(text)
        yield Located(where, article_from({**metadata, "text": body}, default_id=name))
    except SourceError as error:
        yield Rejection(where, str(error))


def parse_html(raw: bytes, name: str, where: str) -> Iterator[Read]:
    """Yield the one article of a saved web page."""
    from index.sources.html import metadata_and_text

    try:
        record = metadata_and_text(decode_page(raw))
        yield Located(where, article_from(record, default_id=name))
    except SourceError as error:
        yield Rejection(where, str(error))


def parse_jsonl(raw: bytes, name: str, where: str) -> Iterator[Read]:
    """Yield an article for each line of a .jsonl file; a line that is broken is rejected alone."""
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            record = _record(decode(line).text)
            yield Located(place, article_from(record, default_id=f"{name}#{number}"))
        except SourceError as error:
            yield Rejection(place, str(error))


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        # Of its own words only what and where in the line: it calls every line the first.
        found = f"{error.msg} at character {error.pos + 1}"
        raise SourceError(f"is not JSON ({found}); mend or delete the line") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"is not JSON ({error}); mend or delete the line") from error
    if not isinstance(record, dict):
        raise SourceError('is not a JSON object; write {"text": "..."} on one line')
    return record


def _front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Split YAML front matter between two `---` lines from the body; most files have none."""
    lines = text.split("\n")
    if lines[0].strip() != FRONT_MATTER:
        return {}, text
    end = next((n for n, line in enumerate(lines) if n and line.strip() == FRONT_MATTER), None)
    if end is None:
        return {}, text
    import yaml

    try:
        metadata = yaml.safe_load("\n".join(lines[1:end])) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(
            f"has front matter that is not YAML ({_yaml_problem(error)}); mend it"
        ) from error
    # A horizontal rule at the top of a text is no front matter.
    if not isinstance(metadata, dict):
        return {}, text
    return metadata, "\n".join(lines[end + 1 :])


def _yaml_problem(error: Exception) -> str:
    """Return what is wrong and in which line of the file; the parser counts from below the `---`."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark is None or problem is None:
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"line {mark.line + 2}: {problem}"


PARSERS: Mapping[str, Parser] = {
    ".txt": parse_text,
    ".md": parse_text,
    ".html": parse_html,
    ".htm": parse_html,
    ".jsonl": parse_jsonl,
}
