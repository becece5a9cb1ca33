"""One spelling for one patient: "p007 ", "P007" and "7", "007", "7.0" are reconciled, within the whole source.

Case, blanks and a spreadsheet's ".0" never distinguish people. Leading zeros do when the episodes table itself holds
both spellings ("007" and "7" may be two people there): then they are left apart and the source is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.records.typed import TypedColumn
from analytics.records.words import MISSING, Cells, Fault, rows_with, spread

PATIENT = "patient_id"
INVISIBLE = r"[\s\p{Cf}]+"  # blanks, and marks such as the zero-width space that copying from a web page leaves
A_FORMULA = r"^([=@]|[+-]\pL)"
NO_ID = r"(?i)^(null|n/a|#n/a|nan|none)?$|^[=@]|^[+-]\pL"


def reconcile_patients(tables: Mapping[str, Cells]) -> dict[str, TypedColumn]:
    """The patient column of every table, with one shared list of identifiers as categories."""
    words = {name: pc.utf8_trim_whitespace(pc.fill_null(cells.words, "")) for name, cells in tables.items()}
    distinct = pa.concat_arrays([w.cast(pa.string()) for w in words.values()]).dictionary_encode()
    places = _split(distinct.indices.to_numpy(zero_copy_only=False), [len(w) for w in words.values()])
    texts = distinct.dictionary

    def counts() -> dict[str, np.ndarray]:
        return {name: _counts(tables[name], place, len(texts)) for name, place in zip(tables, places, strict=True)}

    canonical, apart = canonical_spellings(texts, counts)
    usable = ~_matches(texts, NO_ID)
    padded = _padded_beside_bare(tables, words)
    categories, codes = _categories(canonical, usable)
    changed = pc.not_equal(texts, canonical).to_numpy(zero_copy_only=False) & usable
    return {
        name: _column(
            tables[name],
            place,
            codes,
            categories,
            changed[place] | padded[name] & usable[place],
            apart,
            _matches(texts, A_FORMULA),
        )
        for name, place in zip(tables, places, strict=True)
    }


def reconcile_own(cells: Cells, name: str) -> TypedColumn:
    """An identifier that only its own table uses (episode, specimen): trimmed, without a spreadsheet's ".0"."""
    texts = without_point_zero(pc.utf8_trim_whitespace(pc.fill_null(cells.words, "")))
    distinct = texts.dictionary_encode()
    categories, codes = _categories(distinct.dictionary, ~_matches(distinct.dictionary, NO_ID))
    place = codes[distinct.indices.to_numpy(zero_copy_only=False)]
    return TypedColumn("categories", spread(place, MISSING, cells.codes), categories, cells)


def canonical_spellings(texts: pa.Array, counts: Callable[[], Mapping[str, np.ndarray]]) -> tuple[pa.Array, np.ndarray]:
    """For each distinct spelling the one that stands for it; and which spellings were left apart by their zeros.

    The canonical spelling is the one the episodes table uses most, else the most frequent, else the longest.
    """
    plain = pc.utf8_upper(pc.replace_substring_regex(without_point_zero(texts), INVISIBLE, ""))
    bare = pc.replace_substring_regex(plain, r"^0+(\d+)$", r"\1")
    apart = np.zeros(len(texts), bool)
    if pc.count_distinct(bare).as_py() == len(texts):  # nothing to reconcile
        return texts, apart
    as_written, by_table = texts.to_pylist(), counts()
    keys, admitted = plain.to_pylist(), by_table.get("episodes", np.zeros(len(texts), int))
    all_rows = np.sum(list(by_table.values()), axis=0)
    canonical = list(as_written)
    for members in _groups(bare.to_pylist()):
        separate = len({keys[i] for i in members if admitted[i]}) > 1
        apart[members] = separate
        for same in _groups([keys[i] if separate else "" for i in members], at_least=1):
            spellings = [members[i] for i in same]
            best = max(spellings, key=lambda i: (admitted[i], all_rows[i], len(as_written[i]), as_written[i]))
            for i in spellings:
                canonical[i] = as_written[best]
    return pa.array(canonical, pa.string()), apart


def _padded_beside_bare(tables: Mapping[str, Cells], words: Mapping[str, pa.Array]) -> dict[str, np.ndarray]:
    """Which words have blanks around an identifier that the source also writes without; all padded is one spelling."""
    bare = pa.concat_arrays(
        [
            cells.words.cast(pa.string()).filter(pc.fill_null(pc.equal(cells.words, words[name]), False))
            for name, cells in tables.items()
        ]
    )
    padded = {name: pc.fill_null(pc.not_equal(cells.words, words[name]), False) for name, cells in tables.items()}
    return {
        name: np.asarray(pc.and_(mask, pc.is_in(words[name], bare)))
        if pc.any(mask).as_py()
        else np.zeros(len(mask), bool)
        for name, mask in padded.items()
    }


def without_point_zero(texts: pa.Array) -> pa.Array:
    """Whole numbers without the ".0" a spreadsheet adds."""
    return pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1")


def _groups(keys: list[str], *, at_least: int = 2) -> list[list[int]]:
    repeated = {key for key, n in Counter(keys).items() if n >= at_least}
    groups: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key in repeated:
            groups.setdefault(key, []).append(place)
    return list(groups.values())


def _split(indices: np.ndarray, sizes: list[int]) -> list[np.ndarray]:
    return np.split(indices, np.cumsum(sizes)[:-1])


def _counts(cells: Cells, place: np.ndarray, n: int) -> np.ndarray:
    rows_a_word = np.bincount(cells.codes[cells.codes >= 0], minlength=len(place))
    return np.bincount(place, weights=rows_a_word[: len(place)], minlength=n).astype(np.int64)


def _matches(texts: pa.Array, pattern: str) -> np.ndarray:
    found: np.ndarray = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return found


def _categories(canonical: pa.Array, usable: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The usable spellings in order, each once, and the place of every spelling among them (-1: not usable)."""
    encoded = pc.if_else(pa.array(usable), canonical, pa.scalar(None, pa.string())).dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy(zero_copy_only=False)
    rank = np.empty(len(order) + 1, np.int32)
    rank[order], rank[-1] = np.arange(len(order)), MISSING
    place = pc.fill_null(encoded.indices, MISSING).to_numpy(zero_copy_only=False)
    return encoded.dictionary.take(pa.array(order)).to_numpy(zero_copy_only=False), rank[place]


def _column(
    cells: Cells,
    place: np.ndarray,
    codes: np.ndarray,
    categories: np.ndarray,
    changed: np.ndarray,
    apart: np.ndarray,
    formula: np.ndarray,
) -> TypedColumn:
    column = TypedColumn("categories", spread(codes[place], MISSING, cells.codes), categories, cells)
    formulas = rows_with(formula[place], cells.codes)
    column.faults = [
        Fault(
            "formula_in_cell",
            PATIENT,
            formulas,
            "quarantine",
            "The cell is a formula, not an identifier.",
            "Replace the formula by its value in the source.",
        ),
        Fault(
            "empty_id",
            PATIENT,
            np.setdiff1d(np.flatnonzero(column.empty), formulas),
            "quarantine",
            "The row names no patient.",
            "Fill in the patient's identifier, or leave the row set aside.",
        ),
        Fault(
            "id_spelling",
            PATIENT,
            rows_with(changed, cells.codes),
            "keep",
            "Spelled in another way than elsewhere (case, blanks, leading zeros or .0); the rows were joined to the "
            "patient they mean.",
            "Nothing to do; write identifiers in one way to be rid of this.",
            once=True,
        ),
        Fault(
            "id_not_joined",
            PATIENT,
            rows_with(apart[place], cells.codes),
            "keep",
            "Identifiers that differ only by leading zeros are both admitted patients; they were left apart.",
            "If they are one person, correct one spelling in the source.",
            once=True,
            severity="warning",
        ),
    ]
    return column
