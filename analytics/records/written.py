"""Tables written to disk whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analytics.errors import Refused


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as UTF-8 CSV with a header; missing values are empty, yes and no are true and false.

    The file is written beside its final place and moved there at the end, so a reader never sees half of it.
    Raises Refused when the folder does not exist or cannot be written.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    options = pyarrow.csv.WriteOptions(quoting_header="needed")
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", suffix=".csv", delete=False) as file:
            temporary = Path(file.name)
            pyarrow.csv.write_csv(table, file, options)
        os.replace(temporary, path)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise Refused(
            f"The file {path} cannot be written: {reason}.", "Name a file in a folder you can write to."
        ) from fault
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
