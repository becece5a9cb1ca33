"""The conversion from one end to the other: .rda files → our tables, program.toml, reconciliation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from analytics.records.ctn0094.background import BACKGROUND_TABLES
from analytics.records.ctn0094.folder import write_folder
from analytics.records.ctn0094.patients import UNKNOWN_PATIENT, Patients, episodes_of, patients_of
from analytics.records.ctn0094.rda import Progress, read_package
from analytics.records.ctn0094.reconciliation import Account, Noticed, Share, as_json
from analytics.records.ctn0094.trial import CONSENT
from analytics.records.ctn0094.urine import urine_tests_of
from analytics.records.ctn0094.visits import visits_of


@dataclass(frozen=True)
class Conversion:
    """Our tables, the last protocol day over all patients, and where every source row went."""

    tables: dict[str, pd.DataFrame]
    as_of: date
    accounts: tuple[Account, ...]
    noticed: tuple[Noticed, ...]
    shares: tuple[Share, ...]

    def write(self, out: Path) -> None:
        """Write the folder, whole or not at all. Raises Refused when it cannot be written."""
        document = as_json(self.accounts, self.noticed, self.shares)
        write_folder(out, tables=self.tables, as_of=self.as_of, reconciliation=document)


def convert_ctn0094(folder: Path, *, progress: Progress | None = None) -> Conversion:
    """The package's records as our tables. Raises Refused when a file is missing, damaged or lacks a column."""
    source = read_package(folder, progress=progress)
    if progress:
        progress("rebuilding visits and tests")
    patients, drawn = patients_of(source)
    visits = visits_of(source["visit"], patients)
    urine = urine_tests_of(source["uds"], source["uds_temp"], visits, patients)
    episodes = episodes_of(patients, source, visits.last_seen(patients))
    return Conversion(
        tables={
            "episodes": episodes,
            "attendance": visits.attendance,
            "drug_tests": urine.drug_tests,
            "follow_ups": visits.follow_ups,
        },
        as_of=CONSENT + timedelta(days=int(patients.last_day.max())),
        accounts=(*drawn, visits.account, *urine.accounts, *_background_accounts(source, patients)),
        noticed=(*visits.noticed, *urine.noticed),
        shares=visits.shares,
    )


def _background_accounts(source: dict[str, pd.DataFrame], patients: Patients) -> list[Account]:
    accounts = []
    for name in BACKGROUND_TABLES:
        table = source[name]
        used = (patients.rows_of(table["who"]) != UNKNOWN_PATIENT) & ~table["who"].duplicated().to_numpy()
        rest = len(table) - int(used.sum())
        accounts.append(Account(name, len(table), {"episodes": int(used.sum()), "without a patient or repeated": rest}))
    return accounts
