"""A made-up intensive outpatient program with known truth, to try the product on and to test it against."""

from analytics.records.demo.plan import DEFAULT_PATIENTS, DEFAULT_SEED, DEMO_TODAY
from analytics.records.demo.program import Demo, make_demo

__all__ = ["DEFAULT_PATIENTS", "DEFAULT_SEED", "DEMO_TODAY", "Demo", "make_demo"]
