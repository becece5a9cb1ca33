"""Words on the command line that cannot be used: (words, exit status, phrases that are said)."""

# fmt: off
from __future__ import annotations

DATA = ("--data", "good", "--today", "2026-04-01")

WORDS: list[tuple[tuple[str, ...], int, tuple[str, ...]]] = [
    (("chekc",), 2, ("There is no command 'chekc'", "Did you mean `python -m analytics check`?")),
    (("check",), 2, ("--data",)),
    (("check", "--data"), 2, ("expected one argument",)),
    (("check", "--data", "good", "--today", "31.3.2026"), 2, ("--today",)),
    (("check", "--data", "good", "--jsn"), 2, ("--jsn",)),
    (("outcomes",), 2, ("--data",)),
    (("outcomes", *DATA, "--endpoint", "first_positiv"), 2, ("There is no endpoint", "first_positive")),
    (("outcomes", *DATA, "--by", "sitee"), 2, ("sitee", "site")),
    (("outcomes", *DATA, "--where", "sit=north"), 2, ("No filter column is called “sit”", "site")),
    (("outcomes", *DATA, "--where", "site=nort"), 2, ("Nothing in column “site” matches", "north")),
    (("outcomes", *DATA, "--where", "site"), 2, ("COLUMN=VALUE",)),
    (("outcomes", *DATA, "--where", "patient_id=A7"), 2, ("No filter column is called “patient_id”",)),
    (("outcomes", *DATA, "--at", "soon"), 2, ("write days as 30,90,180",)),
    (("outcomes", *DATA, "--at=-5"), 2, ("before day 0",)),
    (("outcomes", *DATA, "--period", "2026-02-01:2026-01-01"), 2, ("the period ends before it begins",)),
    (("outcomes", *DATA, "--clock", "lunch"), 2, ("admission",)),
    (("patterns", *DATA), 2, ("--out",)),
    (("patterns", *DATA, "--out", "nowhere/words.csv"), 1, ("cannot be written", "a folder you can write to")),
    (("endpoints",), 2, ("Two files are needed.", "--patterns FILE.csv --out FILE.csv, or --list")),
    (("endpoints", "--patterns", "words.csv", "--out", "words.csv"), 2, ("the file of the words itself",)),
    (("endpoints", "--list", "--endpoint", "first_positiv"), 2, ("There is no endpoint", "first_positive")),
    (("endpoints", "--patterns", "absent.csv", "--out", "out"), 1, ("there is no such file", "the command patterns")),
    (("endpoints", "--patterns", "empty.csv", "--out", "out"), 1, ("empty.csv is not a UTF-8 CSV file",)),
    (("endpoints", "--patterns", "binary.csv", "--out", "out"), 1, ("binary.csv is not a UTF-8 CSV file",)),
    (("endpoints", "--patterns", "twice.csv", "--out", "out"), 1, ("several columns 'pattern'", "Rename or remove")),
    (("endpoints", "--patterns", "names.csv", "--out", "out"), 1, ("names.csv, row 2", "A word may hold + - * o _")),
    (("endpoints", "--patterns", "words.csv", "--pattern-column", "w", "--out", "out"), 1,
     ("has no column 'w'", "--pattern-column")),
    (("convert",), 2, ("RDA_DIR",)),
    (("convert", "ctn9999", "good", "--out", "out"), 2, ("ctn0094",)),
    (("convert", "ctn0094", "nowhere", "--out", "out"), 1, ("There is no folder 'nowhere'", "public.ctn0094data")),
    (("convert", "ctn0094", "good", "--out", "out"), 1, ("lacks everybody.rda", "public.ctn0094data")),
    (("convert", "ctn0094", "cut", "--out", "out"), 1, ("visit.rda cannot be read as R data", "public.ctn0094data")),
    (("demo",), 2, ("--out",)),
    (("demo", "--out", "out", "--patients", "0"), 2, ("it must lie between 50 and 99999",)),
    (("demo", "--out", "out", "--patients", "many"), 2, ("--patients",)),
    (("demo", "--out", "out", "--seed", "-1"), 2, ("it must be 0 or more",)),
    (("demo", "--out", "taken", "--patients", "60"), 1, ("nothing was written",)),
    (("bench", "--only", "lunch"), 2, ("--only",)),
]
