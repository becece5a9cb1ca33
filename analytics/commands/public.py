"""--public: what a command prints may leave the building, or the command says why it does not."""

from __future__ import annotations

import argparse

import numpy as np

from analytics.errors import WrongUsage
from analytics.outcomes.derivation import Derivation
from analytics.privacy.counts import small

PUBLIC = "small counts and what gives them away hidden; only figures that may leave the building"


def add_public_argument(parser: argparse.ArgumentParser) -> None:
    """--public."""
    parser.add_argument("--public", action="store_true", help=PUBLIC)


def check_public(
    args: argparse.Namespace, derivation: Derivation, rows: np.ndarray, *, only_groups: bool = True
) -> None:
    """WrongUsage when the question itself would single people out: a small selection, a selection of all but a few,
    or days chosen freely, of which two questions tell who came between them.
    """
    if not only_groups or getattr(args, "missed_tests", None) is not None:
        raise WrongUsage(
            "Only the comparison of groups is told outside; the other parts of compare name units, months and days.",
            "Use --by, --change, or --first and --second, or leave --public out.",
        )
    if args.by == "clinician":
        raise WrongUsage("Figures of single clinicians stay inside.", "Group by another column.")
    if args.until or ":" in str(args.period or ""):
        raise WrongUsage(
            "--public tells whole quarters only: two periods a day apart would tell who came on that day.",
            "Write --period 2026Q2 or FY2026Q2, without --until.",
        )
    records = derivation.records
    threshold = records.settings.suppression_threshold
    people = records.episodes["patient_id"]
    chosen = people[rows].nunique()
    if chosen < threshold:
        raise WrongUsage(
            f"Fewer than {threshold} people remain after the filters.", "Take a --where away, or leave --public out."
        )
    if small(people.nunique() - chosen, threshold):
        raise WrongUsage(
            f"The filters leave out fewer than {threshold} people: with the figure of everybody they could be told.",
            "Take a --where away, or leave --public out.",
        )
