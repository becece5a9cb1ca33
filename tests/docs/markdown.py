"""Reads what a document promises: its example files, its commands, its links."""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = re.compile(
    r"(?:<!-- (?P<mark>[^>]*?) -->\n+)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """One fenced block; `mark` is the comment before it: `tested`, `tested with NAME` or `file: PATH`."""

    mark: str
    language: str
    text: str

    @property
    def file(self) -> str:
        """The path the block is the content of, if any."""
        return self.mark.removeprefix("file: ") if self.mark.startswith("file: ") else ""

    @property
    def tested(self) -> bool:
        return self.mark.startswith("tested")

    @property
    def needs(self) -> str:
        """The environment variable a tested block needs, if any."""
        return self.mark.removeprefix("tested with ") if self.mark.startswith("tested with ") else ""


def blocks(document: str) -> list[Block]:
    """The fenced blocks in their order."""
    return [Block(m["mark"] or "", m["language"], m["text"]) for m in FENCE.finditer(document)]


def commands(block: Block) -> list[str]:
    """The commands of a shell block: its lines, with continued ones joined, without comments."""
    joined = block.text.replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.strip().startswith("#")]


def local_links(document: str) -> list[str]:
    """Targets of links and pictures inside the project, without their anchors."""
    targets = [match["target"].partition("#")[0] for match in LINK.finditer(document)]
    return [target for target in targets if target and "://" not in target and not target.startswith("mailto:")]
