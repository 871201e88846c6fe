"""What the law answers to a vote: passed or not, why, and by which article."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message

__all__ = ["Decision"]


@dataclass(frozen=True)
class Decision:
    """Whether the law lets a decision through, with its reason as a sentence and the article applied.

    `passes` comes from a compiled predicate of the same module; `reason` names the figures of that vote;
    `article` is a key of `negosim.law.articles.ARTICLES`. A decision is true when it passes.

    Source: the article it names.
    """

    passes: bool
    reason: Message
    article: str

    def __bool__(self) -> bool:
        """Whether it passes."""
        return self.passes
