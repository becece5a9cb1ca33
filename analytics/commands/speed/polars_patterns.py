"""The weekly patterns once more, in polars: the reference the product's own derivation is timed and checked against.

The same rule for the workload of the bench (one weekly testing phase, day as specimen, admission clock,
intent-to-treat): wash-out, prescribed table, five analytes, due windows, scheduled tests unmet within two days.
"""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from analytics.commands.speed.workload import PLANNED_DAYS, PRESCRIBED, WASHOUT_DAYS
from analytics.records.records import Records

FOLLOW_UP_HORIZON_DAYS = 365
TOLERANCE_DAYS = 2
RELEASED = ("transferred", "death", "incarcerated")


def polars_frames(records: Records) -> tuple[Any, Any]:
    """The typed tables as polars frames: patients as whole numbers, days as dates, codes as categories."""
    import polars as pl

    episodes, tests = records.episodes, records.drug_tests
    stays = pl.DataFrame(
        {
            "stay": range(len(episodes)),
            "patient": episodes["patient_id"].cat.codes.to_numpy(),
            "admitted": episodes["admitted_on"].to_numpy().astype("datetime64[D]"),
            "discharged": episodes["discharged_on"].to_numpy().astype("datetime64[D]"),
            "reason": _coded(episodes["discharge_reason"]),
            "medication": _coded(episodes["medication"]),
        }
    ).with_columns(pl.col("stay").cast(pl.Int32))
    rows = pl.DataFrame(
        {
            "patient": tests["patient_id"].cat.codes.to_numpy(),
            "tested": tests["tested_on"].to_numpy().astype("datetime64[D]"),
            "analyte": _coded(tests["analyte"]),
            "result": _coded(tests["result"]),
        }
    )
    return stays, rows


def _coded(column: pd.Series) -> Any:
    import polars as pl

    categories = [str(category) for category in column.cat.categories]
    return pl.Series(
        str(column.name), column.astype(object).where(column.notna(), cast(Any, None)).to_list(), pl.Enum(categories)
    )


def polars_words(stays: Any, rows: Any, as_of: Any) -> Any:
    """One row a stay, in the order of the stays: `word`."""
    import polars as pl

    placed = _placed(stays.lazy(), rows.lazy(), as_of)
    weeks = _weeks(placed)
    unmet = _unmet_weeks(placed)
    return (
        _due_weeks(stays.lazy(), as_of)
        .join(weeks, on=["stay", "week"], how="left")
        .join(unmet, on=["stay", "week"], how="left")
        .with_columns(symbol=_symbol())
        .sort("stay", "week")
        .group_by("stay", maintain_order=True)
        .agg(word=pl.col("symbol").str.join(""))
        .join(stays.lazy().select("stay"), on="stay", how="right")
        .sort("stay")
        .select("stay", pl.col("word").fill_null(""))
        .collect()
    )


def _placed(stays: Any, rows: Any, as_of: Any) -> Any:
    """Each row in the latest stay on or before it, saying positive, negative, inconclusive, given or missed."""
    import polars as pl

    following = stays.sort("patient", "admitted").with_columns(
        following=pl.col("admitted").shift(-1).over("patient"),
        planned=pl.col("admitted") + pl.duration(days=PLANNED_DAYS),
    )
    offset = (pl.col("tested") - pl.col("admitted")).dt.total_days().cast(pl.Int32)
    washing = pl.lit(False)
    for name, days in WASHOUT_DAYS.items():
        washing = washing | ((pl.col("analyte") == name) & (offset <= days))
    explained = pl.lit(False)
    for name in PRESCRIBED:
        explained = explained | ((pl.col("analyte") == name) & (pl.col("medication") == name))
    return (
        rows.join(following, on="patient", how="inner")
        .filter(
            (pl.col("tested") >= pl.col("admitted"))
            & (pl.col("following").is_null() | (pl.col("tested") < pl.col("following")))
            & (pl.col("tested") <= pl.col("discharged") + pl.duration(days=FOLLOW_UP_HORIZON_DAYS))
        )
        .with_columns(offset=offset, neither=(pl.col("result") == "positive") & (washing | explained))
        .with_columns(
            refused=pl.col("result") == "refused",
            positive=((pl.col("result") == "positive") & ~pl.col("neither")) | (pl.col("result") == "refused"),
            negative=pl.col("result") == "negative",
            inconclusive=pl.col("result") == "dilute",
            missed=pl.col("result") == "no_show",
            excused=pl.col("result") == "excused",
            given=pl.col("result").is_in(["positive", "negative", "dilute"]),
            until=pl.when(pl.col("reason").is_in(RELEASED)).then("discharged"),
            within=(pl.col("tested") > pl.col("admitted"))
            & (pl.col("tested") <= pl.col("planned"))
            & (pl.col("tested") <= as_of),
        )
    )


def _weeks(placed: Any) -> Any:
    """What each week of a stay holds; within a day a positive beats a negative."""
    import polars as pl

    days = (
        placed.filter("within")
        .group_by("stay", "offset")
        .agg(pl.col("positive", "negative", "inconclusive", "given", "refused", "excused").any())
        .with_columns(week=(pl.col("offset") - 1) // 7, negative=pl.col("negative") & ~pl.col("positive"))
    )
    return days.group_by("stay", "week").agg(
        pl.col("positive", "negative", "inconclusive", "given", "refused", "excused").any()
    )


def _unmet_weeks(placed: Any) -> Any:
    """Weeks of missed tests with no specimen within two days."""
    import polars as pl

    due = pl.col("until").is_null() | (pl.col("tested") <= pl.col("until"))
    missed = placed.filter("missed").select("stay", "offset", "within", due=due).sort("offset")
    given = placed.filter("given").select("stay", "offset", met=pl.lit(True)).unique().sort("offset")
    near = missed.join_asof(
        given, on="offset", by="stay", strategy="nearest", tolerance=TOLERANCE_DAYS, check_sortedness=False
    )
    return (
        near.filter(pl.col("met").is_null() & pl.col("due") & pl.col("within"))
        .select("stay", week=(pl.col("offset") - 1) // 7, unmet=pl.lit(True))
        .unique()
    )


def _due_weeks(stays: Any, as_of: Any) -> Any:
    """Every week of every word, and whether its test was due (not after death, transfer or jail)."""
    import polars as pl

    planned = pl.col("admitted") + pl.duration(days=PLANNED_DAYS)
    so_far = (pl.lit(as_of) - pl.col("admitted")).dt.total_days()
    until = pl.when(pl.col("reason").is_in(RELEASED)).then("discharged")
    last_offset = pl.min_horizontal(7 * (pl.col("week") + 1), PLANNED_DAYS)
    return (
        stays.with_columns(
            weeks=pl.when(planned <= as_of).then(-(-PLANNED_DAYS // 7)).otherwise(so_far // 7).clip(0).cast(pl.Int32),
            limit=(until - pl.col("admitted")).dt.total_days(),
        )
        .select("stay", "limit", week=pl.int_ranges(0, "weeks", dtype=pl.Int32))
        .explode("week", empty_as_null=False)
        .with_columns(due=pl.col("limit").is_null() | (last_offset <= pl.col("limit")))
    )


def _symbol() -> Any:
    import polars as pl

    positive, negative = pl.col("positive").fill_null(False), pl.col("negative").fill_null(False)
    answered = pl.col("given").fill_null(False) | pl.col("refused").fill_null(False)
    answered = answered | pl.col("excused").fill_null(False)
    missed = (pl.col("due") & ~answered) | pl.col("unmet").fill_null(False)
    return (
        pl.when(positive & negative)
        .then(pl.lit("*"))
        .when(positive)
        .then(pl.lit("+"))
        .when(negative)
        .then(pl.lit("-"))
        .when(pl.col("inconclusive").fill_null(False))
        .then(pl.lit("*"))
        .when(missed)
        .then(pl.lit("o"))
        .otherwise(pl.lit("_"))
    )
