"""Reads what a news page says of itself in JSON-LD and meta tags: title, author, publisher, date."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_ARTICLE = ("NewsArticle", "ReportageNewsArticle", "Article", "BlogPosting", "LiveBlogPosting")
_META: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "author": ("author", "article:author_name", "dc.creator"),
    "publisher": ("og:site_name", "application-name", "dc.publisher"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "pubdate",
        "publishdate", "publish-date", "dc.date.issued", "dc.date", "date", "parsely-pub-date",
    ),
    "url": ("og:url",),
}  # fmt: skip
_DEEPEST = 6


def page_metadata(tree: Any) -> dict[str, str]:
    """Return title, author, publisher, published and url of an lxml tree, as far as they are told.

    JSON-LD is believed before meta tags: it is written for machines that check it.
    """
    found = _from_meta(tree) | _from_json_ld(tree)
    canonical = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    if canonical and str(canonical[0]).startswith(("http://", "https://")):
        found["url"] = str(canonical[0])
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}


def _from_meta(tree: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        said.setdefault(name.strip().lower(), element.get("content") or "")
    found = {}
    for key, names in _META.items():
        value = next((said[name] for name in names if said.get(name, "").strip()), "")
        if value and not (key == "author" and value.startswith("http")):
            found[key] = value
    return found


def _from_json_ld(tree: Any) -> dict[str, str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, _DEEPEST):
            if _is_article(node):
                found = {
                    "title": _name(node.get("headline") or node.get("name")),
                    "author": _name(node.get("author")),
                    "publisher": _name(node.get("publisher")),
                    "published": _name(node.get("datePublished")),
                }
                return {key: value for key, value in found.items() if value}
    return {}


def _nodes(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD: alone, in a list, in a @graph, or as the main entity of a page."""
    if depth and isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth - 1)
    elif depth and isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth - 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(kind in _ARTICLE for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _name(value: Any) -> str:
    """Return a name that may be written as text, as an object with a name, or as a list of these."""
    if isinstance(value, list):
        return ", ".join(name for item in value[:5] if (name := _name(item)))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
