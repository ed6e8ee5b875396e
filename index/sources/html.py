"""Takes the article out of a web page: its text by trafilatura, its metadata from JSON-LD and meta tags."""

from __future__ import annotations

from typing import Any

from index.errors import SourceError


def metadata_and_text(page: str, url: str | None = None) -> dict[str, Any]:
    """Return the record of a page: text, title, publisher, published, url (only what was found).

    Raises:
        SourceError: the page holds no article text.
    """
    import trafilatura

    try:
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
        "title": document.title,
        "publisher": document.sitename,
        "published": document.date,
        "url": document.url or url,
    }
    return {key: value for key, value in record.items() if value}
