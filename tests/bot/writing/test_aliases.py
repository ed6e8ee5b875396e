"""Tests of the spellings that the collection gives to the check."""

from __future__ import annotations

from bot.writing.aliases import CollectionAliases
from index.build import Builder
from index.current_generation import CurrentGeneration
from index.generations import Generations
from index.types import Article
from tests.articles import ARTICLES
from tests.fakes import HashEmbedder


def squeezed(aliases: CollectionAliases) -> dict[str, list[str]]:
    return {latin: [thai.replace(" ", "") for thai in spellings] for latin, spellings in dict(aliases).items()}  # fmt: skip


def test_they_are_those_of_the_generation_in_use(
    built: Generations, builder: Builder, embedder: HashEmbedder
) -> None:
    aliases = CollectionAliases(CurrentGeneration(built, embedder))
    assert squeezed(aliases)["putin"] == ["ปูติน"]
    assert "lukashenko" not in aliases
    more = Article(
        "minsk", "อเล็กซานเดอร์ ลูกาเชนโก (Alexander Lukashenko) ประธานาธิบดีเบลารุส ให้สัมภาษณ์สื่อมวลชน"
    )
    builder.build([*ARTICLES, more])
    assert squeezed(aliases)["lukashenko"] == ["ลูกาเชนโก"]
    assert len(aliases) == len(dict(aliases))
