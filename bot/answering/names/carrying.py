"""Tells whether a text carries a name: as it is written, by the gazetteer, by the aliases or by its sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.answering.names.elements import ELEMENTS
from bot.answering.names.finding import THAI_TITLE, Name, is_unknown
from bot.answering.names.gazetteer import Place, gazetteer, province_names
from bot.answering.names.sounds import Sounds, first_sound, plain, squeezed
from bot.answering.names.spelling import latin_letters, likeness
from bot.answering.names.spotting import spelt_as
from index.aliases import find_aliases
from index.transliteration import (
    LETTER_NAMES,
    latin_skeleton,
    similarity,
    thai_skeleton,
    weight_of,
)
from index.transliteration import latin_letters as letters_of
from index.transliteration import thai_letters as as_letters
from index.words import pieces

Aliases = Mapping[str, Sequence[str]]
"""Latin spellings, in small letters, with the Thai ones that the collection learnt for them."""

LIKELY = ((3, -2.4), (4, -2.6), (6, -2.8), (8, -2.9), (10**6, -3.2))
"""The likeliness, a letter, from which on a run of Thai words is a name of up to so many letters."""
TOGETHER = -2.5  # of all words of a name together
LEAST_TOGETHER = -3.0  # where the words of a text are as many as those of the name
LESS_LIKELY_BESIDE, SURE_BESIDE = 0.8, 0.3  # may one of these words be, where another is surely so
LESS_LIKELY = 0.6  # may those be that sound alike
ALIKE = 0.75  # of names with three consonants or more
ALIKE_SHORT = 0.86  # of names with fewer
ALIKE_IN_LETTERS = 0.4  # vowels too, which transcriptions write in many ways
ALIKE_AS_A_WORD = 0.8
ALIKE_THAI = 0.85  # of two Thai spellings
ALIKE_IN_BRACKETS = 0.6
ALIKE_TO_A_PLACE = 0.5
SOUNDS_OF_A_NAME = 2.9
SOUNDS_OF_A_SHORT_NAME = 1.9
_BRACKETED = re.compile(
    r"(?P<thai>[\u0e01-\u0e4e]+(?: [\u0e01-\u0e4e]+){1,3}) ?\((?P<latin>[A-Z][a-z]+(?: [A-Z][a-z]+){1,3})\)"
)
_BRACKETED_ALONE = re.compile(r"(?P<thai>[\u0e01-\u0e4e]+) ?\((?P<latin>[A-Z][A-Za-z]{2,})\)")
LEAST_ALONE = 3  # characters of a Thai name that brackets spell alone
LEAST_SPELT = 4  # characters of a Thai name that a Latin word may spell
_BEGIN_PLACES = {
    latin: ELEMENTS[latin][0]
    for latin in """Bang Ban Chiang Doi Huai Khao Khlong Klong Ko Koh
    Mae Mueang Muang Nakhon Nong Pak Phu Tha Tham Thung Wat""".split()
}
"""What many Thai places begin with in Latin letters, and in Thai ones."""
_VOWELS = "aeio"
_DOUBLE_RO = re.compile("รร(?=([ก-ฮ])?)")
_FINAL_YING = re.compile("(?<=[ก-๎])ญ(?![ะ-ูเ-ไ็-๎])")
# English initials stand for a body that Thai abbreviates in its own letters: EGAT is กฟผ.
_INITIALS = re.compile("[A-Z]{2,6}")
_TITLE = re.compile(THAI_TITLE)
_THAI_INITIALS = re.compile(r"(?<![ก-๎])(?:[ก-ฮ]{2,5}\.|(?:[ก-ฮ]\.){2,5})")
_PLURAL = re.compile("(?<=[A-Z]{2})s$")  # ATMs, which Thai writes as ATM: เอทีเอ็ม
_ABBREVIATION = re.compile("[A-Z]{1,5}(?:-?[0-9]{1,4})?")


@lru_cache(maxsize=256)
def learnt_from(passage: str) -> tuple[tuple[str, str], ...]:
    """Return the Latin and Thai spellings that a passage gives in brackets, without spaces in the Thai."""
    learnt = [(alias.latin, squeezed(alias.thai)) for alias in find_aliases(passage)]
    known = {latin for latin, _ in learnt}
    for match in _BRACKETED.finditer(passage):
        words = match["latin"].split()
        first, *others = match["thai"].split()[-len(words) :]
        spelling = _ending_like(first, words[0])
        if not spelling or len(others) != len(words) - 1:
            continue
        # Where the first words sound alike the others are the same by their place: Yi is อี้.
        for word, thai in zip(words, (spelling, *others), strict=True):
            if plain(word) not in known:
                learnt.append((plain(word), thai))
    for match in _BRACKETED_ALONE.finditer(passage):
        spelling = _ending_like(match["thai"], match["latin"])
        if plain(match["latin"]) not in known and len(spelling) >= LEAST_ALONE:
            learnt.append((plain(match["latin"]), spelling))
    return tuple(learnt)


def _ending_like(piece: str, latin: str) -> str:
    """Return the last words of `piece` that sound most like `latin`: หวัง of กับนายหวัง; "" if none do.

    The brackets already say that they are the same: names too short to be known by sound are meant.
    """
    tokens = pieces(piece)
    endings = ["".join(tokens[at:]) for at in range(len(tokens))]
    best = max(endings, key=lambda one: (similarity(one, latin), len(one)), default="")
    return best if similarity(best, latin) >= ALIKE_IN_BRACKETS else ""


def carries(name: Name, sounds: Sequence[Sounds], aliases: Aliases) -> bool:
    """Tell whether any of `sounds` carries the whole of `name`, part by part."""
    if name.places and any(_holds_place(p, given) for p in name.places for given in sounds):
        return True
    if name.places and not name.text.isascii():
        return False  # of places in Latin letters some are parts of names: บริติช แอร์เวย์ส
    if any(place.name in province_names() for place in name.places):
        return any(plain(name.text) in given.latin or _is_written(name, given) for given in sounds)
    if name.places and name.places[0].thai and not any(_may_be_place(name, g) for g in sounds):
        return False
    if any(squeezed(reading) in given.text for reading in name.readings for given in sounds):
        return True
    if any(_spells(run, given.proper) for run in name.around for given in sounds):
        return True
    if len(name.parts) > 1 and any(_is_spelt_together(name, given) for given in sounds):
        return True
    if len(name.parts) > 1 and name.parts[0] in _BEGIN_PLACES:
        # Thai writes Bang Khae as one word: its halves found apart are other words.
        return any(
            given.latin.issuperset(map(plain, name.parts)) or _is_place_of(name.parts, given)
            for given in sounds
        )
    return all(carries_part(part, sounds, aliases) for part in name.parts)


def carries_part(part: str, sounds: Sequence[Sounds], aliases: Aliases) -> bool:
    """Tell whether any of `sounds` carries one word of a name."""
    if "\u0e01" <= part[0] <= "\u0e4e":
        return any(
            squeezed(part) in given.text or _spelt_alike(part, given) or _spells(part, given.latin)
            for given in sounds
        )
    spelling = plain(part)
    spelt = _spelt_out(part)
    pieces = [plain(piece) for piece in re.split(r"[-’']", part) if piece]
    forms = [squeezed(thai) for thai in aliases.get(spelling, ())]
    initials = bool(_INITIALS.fullmatch(part))
    return any(
        spelling in given.latin
        or (initials and bool(_THAI_INITIALS.search(given.text)))
        or all(piece in given.latin for piece in pieces)
        or any(form in given.text for form in forms)
        or (spelt and spelt in given.text)
        or _sounds(part, given)
        for given in sounds
    )


def _spelt_out(part: str) -> str:
    """Return an abbreviation as Thai writes it by the names of its letters: F-18 is เอฟ-18; else ""."""
    part = _PLURAL.sub("", part)
    if not _ABBREVIATION.fullmatch(part):
        return ""
    return "".join(LETTER_NAMES.get(character, character) for character in part)


def _is_place_of(parts: Sequence[str], given: Sounds) -> bool:
    """Tell whether one Thai run is what a place begins with and likely its name: เกาะสมุย is Koh Samui."""
    begins, rest = _BEGIN_PLACES[parts[0]], " ".join(parts[1:])
    least = _least_likely(rest)
    return any(
        likeness(run[len(begins) :], rest) >= least
        for runs in given.letters.runs.values()
        for run in runs
        if run.startswith(begins) and len(run) > len(begins)
    )


def _least_likely(latin: str) -> float:
    return next(value for letters, value in LIKELY if len(latin_letters(latin)) <= letters)


def _holds_place(place: Place, given: Sounds) -> bool:
    return place in given.places or any(
        seat in given.places for seat in gazetteer().seats_of(place)
    )


def _may_be_place(name: Name, given: Sounds) -> bool:
    """Tell whether a text has a place in Latin letters, or a run that sounds so and is written somewhat like it.

    ชายแดน sounds like Jordan, which is จอร์แดน; บริติช of British Airways is like บริเตน.
    """
    from difflib import SequenceMatcher

    if _is_written(name, given) or given.latin.issuperset(map(plain, name.text.split())):
        return True
    return any(
        SequenceMatcher(None, run, form).ratio() >= ALIKE_TO_A_PLACE
        for run in spelt_as(name.text, given.letters, _least_likely(name.text) - LESS_LIKELY)
        for place in name.places
        for form in place.thai
    )


def _is_written(name: Name, given: Sounds) -> bool:
    """Tell whether a text has a place of `name` within a longer word: เทศบาลนครขอนแก่น."""
    return any(form in given.text for place in name.places for form in place.thai)


def _sounds(latin: str, given: Sounds) -> bool:
    """Tell whether a run of Thai words is likely spelt as `latin`, or likely enough and sounds like it."""
    least = _least_likely(latin)
    skeleton = latin_skeleton(latin)
    if weight_of(skeleton) < SOUNDS_OF_A_SHORT_NAME:
        return _is_spelt(latin, least, given)
    sound = first_sound(skeleton)
    return any(
        likeness(run, latin) >= least
        or (run in given.runs.get(sound, ()) and sounds_like(run, latin))
        for run in spelt_as(latin, given.letters, least - LESS_LIKELY)
    )


def _is_spelt(latin: str, least: float, given: Sounds) -> bool:
    return bool(spelt_as(latin, given.letters, least))


def _is_spelt_together(name: Name, given: Sounds) -> bool:
    """Tell whether neighbouring Thai words likely spell all of a name.

    Where one part is surely that of the name, what stands in the place of another is one candidate instead
    of hundreds, and may be less like it: คัง แทอู is Kang Tae-woo.
    """
    for run in spelt_as(name.text, given.letters, LEAST_TOGETHER):
        if likeness(run, name.text) >= TOGETHER:
            return True
        words = run.split()
        if len(words) != len(name.parts) or _TITLE.match(run):
            continue
        beyond = [
            likeness(word, part) - _least_likely(part)
            for word, part in zip(words, name.parts, strict=True)
        ]
        if min(beyond) >= -LESS_LIKELY_BESIDE and max(beyond) >= SURE_BESIDE:
            return True
    return False


@lru_cache(maxsize=65536)
def sounds_like(run: str, latin: str) -> bool:
    """Tell whether a run of Thai words sounds like `latin`; asked again for every stretch that has the run."""
    if (latin[0].casefold() in _VOWELS) != (run.lstrip("เแโใไ")[:1] == "อ"):
        return False
    weight, spoken = weight_of(latin_skeleton(latin)), as_spoken(run)
    least = ALIKE if weight >= SOUNDS_OF_A_NAME else ALIKE_SHORT
    return similarity(spoken, latin) >= least and _letters_alike(spoken, latin, weight)


@lru_cache(maxsize=16384)
def as_spoken(thai: str) -> str:
    """Return a Thai spelling with what stands for another sound at the end of a syllable: ชาญ is said ชาน, วรรณ วัน."""
    return _FINAL_YING.sub("น", _DOUBLE_RO.sub(lambda m: "ั" if m[1] else "ัน", thai))


def _letters_alike(thai: str, latin: str, weight: float) -> bool:
    """Tell whether two spellings are alike with their vowels too: รุ่น has the consonants of "Li Na".

    Ordinary words sound like short names by chance, so they must be more alike.
    """
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, as_letters(thai), letters_of(latin)).ratio()
    ordinary = weight < SOUNDS_OF_A_NAME and not any(map(is_unknown, pieces(thai)))
    return ratio >= (ALIKE_AS_A_WORD if ordinary else ALIKE_IN_LETTERS)


def _spelt_alike(part: str, given: Sounds) -> bool:
    skeleton = thai_skeleton(part)
    if weight_of(skeleton) < SOUNDS_OF_A_SHORT_NAME:
        return False
    from difflib import SequenceMatcher

    # Transcriptions of one name differ in marks and a letter or two: ไบเดน, ไบเด็น.
    return any(
        abs(len(run) - len(part)) <= 2 and SequenceMatcher(None, run, part).ratio() >= ALIKE_THAI
        for run in given.runs.get(first_sound(skeleton), ())
    )


def _spells(thai: str, words: Iterable[str]) -> bool:
    """Tell whether one of the Latin words of a text is likely a spelling of a Thai name: กนกพร of Kanokporn."""
    return len(thai) >= LEAST_SPELT and any(
        likeness(thai, latin) >= _least_likely(latin)
        for latin in words
        if len(latin) >= LEAST_ALONE and latin.isascii() and latin.isalpha()
    )
