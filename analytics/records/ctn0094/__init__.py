"""CTN-0094: turns the records of three opioid-treatment trials, as CRAN distributes them, into the program's tables.

The trial's own rules (what counts as a tested day, how a missed visit is dated) live here and nowhere else; the
pipeline that follows knows nothing of the trial. Source: R package public.ctn0094data (MIT).
"""
