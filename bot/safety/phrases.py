"""The small language in which the crisis phrases are written, turned into matchers.

want to (die|be dead)    words and alternatives
really? want             an optional word; (…)? an optional group
<kill> ... <self>        a named list of words.yml; ... stands for 0 to 3 words, ...6 for 0 to 6
^ overdose $             ^ the sentence begins here, $ it ends here
<digits> <many> <year>   a number; 8 or more; 1900 to 2099; <under18> 4 to 17
blue & (pills|needle)    both in one sentence, in any order, at most 20 words apart
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from bot.safety import parts
from bot.safety.matcher import Matcher
from bot.safety.parts import Needs, Part
from bot.safety.vocabulary import NUMBERS, Vocabulary

LONGEST_PHRASE = 32  # words; sentences are read in pieces that overlap by as many
_GAP, _LONGEST_GAP = 3, 8
_KEPT_NUMBERS = ("911", "988")
_TOKEN = re.compile(r"\.{3}\d*|<\w+>|[()|?^$]|[^\s()|?^$<>]+|[<>]")


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why and what to write instead."""


class PhraseReader:
    """Reads phrases; knows the word lists, the vocabulary and how words are spelled."""

    def __init__(
        self,
        lists: Mapping[str, str],
        vocabulary: Vocabulary,
        spell: Callable[[str], list[str]],
        phrases: Iterable[str],
    ) -> None:
        """Keep `lists` (name to phrase) and `spell`; count words in `phrases` to tell rare ones."""
        self._lists, self._vocabulary, self._spell = lists, vocabulary, spell
        self._counts = Counter(word for phrase in phrases for word in _TOKEN.findall(phrase))
        self._weights: dict[str, int] = {}
        self._parts = {name: parts.one_of(chars) for name, chars in NUMBERS.items()}

    def read(self, phrase: str) -> Matcher:
        """Return the matcher of `phrase`; raise `PhraseError` if it is not well written."""
        pieces = [self._checked(piece) for piece in phrase.split(" & ")]
        needs = tuple(chars for piece in pieces for chars in piece.needs)
        return Matcher(tuple(re.compile(p.expression) for p in pieces), self._rarest(needs))

    def _checked(self, phrase: str) -> Part:
        """Return the part for `phrase`, which must hold some word and not be too long."""
        part = self._whole(phrase, ())
        if re.fullmatch(part.expression, "") or not part.needs:
            raise PhraseError("no word of it must be there, so it would match almost anything")
        if part.longest > LONGEST_PHRASE:
            raise PhraseError(f"it can span {part.longest} words: at most {LONGEST_PHRASE}")
        return part

    def _rarest(self, needs: Needs) -> frozenset[str]:
        """Return the set whose words stand in the fewest phrases: the cheapest to wait for."""
        return min(needs, key=lambda chars: sum(self._weights.get(char, 1) for char in chars))

    def _whole(self, phrase: str, within: tuple[str, ...]) -> Part:
        """Return the part for a whole phrase; `within` names the lists being read."""
        tokens = _TOKEN.findall(phrase)[::-1]
        part = self._alternatives(tokens, within)
        if tokens:
            raise PhraseError(f"`{tokens[-1]}` stands where a word is expected")
        return part

    def _alternatives(self, tokens: list[str], within: tuple[str, ...]) -> Part:
        """Return the part for `a|b c|…`, up to a closing bracket or the end."""
        branches = [self._sequence(tokens, within)]
        while tokens and tokens[-1] == "|":
            tokens.pop()
            branches.append(self._sequence(tokens, within))
        if len(branches) == 1:
            return branches[0]
        needs = [self._rarest(branch.needs) for branch in branches if branch.needs]
        return parts.either(branches, frozenset().union(*needs))

    def _sequence(self, tokens: list[str], within: tuple[str, ...]) -> Part:
        """Return the part for items one after the other."""
        items: list[Part] = []
        while tokens and tokens[-1] not in "|)":
            items.append(self._item(tokens, within))
        if not items:
            raise PhraseError("an alternative or the phrase itself is empty: write a word there")
        return parts.sequence(items)

    def _item(self, tokens: list[str], within: tuple[str, ...]) -> Part:
        """Return the part for one word, list, group or gap, optional if a `?` follows."""
        part = self._atom(tokens.pop(), tokens, within)
        if tokens and tokens[-1] == "?":
            tokens.pop()
            return parts.optional(part)
        return part

    def _atom(self, token: str, tokens: list[str], within: tuple[str, ...]) -> Part:
        """Return the part for `token`, taking what belongs to it from `tokens`."""
        if token == "(":
            return self._group(tokens, within)
        if token.startswith("<"):
            return self._list(token, within)
        if token.startswith("..."):
            return _gap(token)
        if token in ("^", "$"):
            return Part(r"\A" if token == "^" else r"\Z")
        if token in ("?", ">"):
            raise PhraseError(f"`{token}` follows no word")
        return self._word(token)

    def _group(self, tokens: list[str], within: tuple[str, ...]) -> Part:
        """Return the part for a bracketed group whose opening bracket was taken."""
        part = self._alternatives(tokens, within)
        if not tokens or tokens.pop() != ")":
            raise PhraseError("a bracket is not closed: add `)`")
        return parts.bracketed(part)

    def _list(self, token: str, within: tuple[str, ...]) -> Part:
        """Return the part for the word list `token`, reading the list once."""
        name = token.strip("<>")
        if name in within:
            raise PhraseError(f"the list {token} contains itself")
        if name not in self._parts:
            if name not in self._lists:
                raise PhraseError(f"there is no list {token}: add it to words.yml or correct it")
            part = self._whole(self._lists[name], (*within, name))
            self._parts[name] = parts.bracketed(part)
        return self._parts[name]

    def _word(self, token: str) -> Part:
        """Return the part for a plain word, in the spelling that messages are read in."""
        if token.isdigit() and token not in _KEPT_NUMBERS:
            raise PhraseError(f"`{token}` is a number: write <digits>, <many>, <year> or <under18>")
        chars = []
        for word in self._spell(token):
            char = self._vocabulary.code(word)
            self._weights[char] = self._weights.get(char, 0) + self._counts[token] + 1
            chars.append(char)
        return parts.in_order(chars)


def _gap(token: str) -> Part:
    """Return the part for `...` (0 to 3 words) or `...6` (0 to 6 words)."""
    longest = int(token[3:] or _GAP)
    if not 1 <= longest <= _LONGEST_GAP:
        raise PhraseError(f"the gap `{token}` is too long: at most ...{_LONGEST_GAP}")
    return parts.gap(longest)
