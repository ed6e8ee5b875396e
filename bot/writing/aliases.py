"""Gives the check of written answers the spellings of names that the collection in use taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.current_generation import CurrentGeneration


class CollectionAliases(Mapping[str, Sequence[str]]):
    """Latin spellings with their Thai ones; read anew when another generation is iterated over."""

    def __init__(self, current: CurrentGeneration) -> None:
        self._current = current
        self._generation = ""
        self._spellings: Mapping[str, Sequence[str]] = {}

    def __getitem__(self, latin: str) -> Sequence[str]:
        return self._spellings[latin]

    def __iter__(self) -> Iterator[str]:
        with self._current.reading() as generation:
            if generation.name != self._generation:
                self._spellings = generation.store.aliases()
                self._generation = generation.name
        return iter(self._spellings)

    def __len__(self) -> int:
        return len(self._spellings)
