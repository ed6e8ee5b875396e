"""Takes the article out of a web page: its text by trafilatura, its metadata from JSON-LD and meta tags."""

from __future__ import annotations

import logging
from typing import Any

from index.errors import SourceError
from index.sources.page_metadata import page_metadata

MAX_PAGE = 5_000_000  # characters; a page with more is not one article

# Lines that belong to blocks of their own; everything else runs on.
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article figcaption pre".split()
)
_SILENT = frozenset("script style noscript template iframe svg form button".split())


def metadata_and_text(page: str, url: str | None = None) -> dict[str, Any]:
    """Return the record of a page: text, title, author, publisher, published, url (what was found).

    Raises:
        SourceError: the page holds no article text, or can't be parsed.
    """
    import trafilatura

    if len(page) > MAX_PAGE:
        raise SourceError(f"is a page of {len(page):,} characters, at most {MAX_PAGE:,} are read")
    # It logs every page without text as an error; here that is a rejection with its reason.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = _parsed(page)
        told = page_metadata(tree) if tree is not None else {}
        document: Any = trafilatura.bare_extraction(
            page, url=url, with_metadata=True, include_comments=False, include_tables=True
        )
    # lxml and trafilatura raise whatever a malformed page provokes; a page must not stop a build.
    except Exception as error:
        raise SourceError(f"is a page that can't be parsed ({type(error).__name__})") from error
    if document is None or not (document.text or "").strip():
        raise SourceError("is a page without article text")
    record = {
        "text": document.text,
        "title": told.get("title") or document.title,
        "author": told.get("author") or document.author,
        "publisher": told.get("publisher") or document.sitename,
        "published": told.get("published") or document.date,
        "url": told.get("url") or document.url or url,
    }
    return {key: value for key, value in record.items() if value}


def text_of_fragment(fragment: str) -> str:
    """Return the text of a piece of HTML, as feeds carry it: a line for each block, no markup."""
    if "<" not in fragment:
        from html import unescape

        return unescape(fragment).strip()
    tree = _parsed(f"<div>{fragment}</div>")
    if tree is None:
        return ""
    parts: list[str] = []
    # Walked with an explicit stack: a fragment may be nested deeper than Python can recurse.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        block = element.tag in _BLOCKS
        if leaving:
            parts.append("\n" if block else "")
            parts.append(element.tail or "")
            continue
        silent = not isinstance(element.tag, str) or element.tag in _SILENT
        stack.append((element, True))
        if not silent:
            parts += ["\n" if block else "", element.text or ""]
            stack += [(child, False) for child in reversed(element)]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _parsed(page: str) -> Any:
    from lxml import html as lxml_html

    html: Any = lxml_html
    if not page.strip():
        return None
    # As bytes: lxml refuses text that begins with an encoding declaration.
    raw = page.encode("utf-8", "replace")
    return html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8"))
