"""Where a method is known to miss its promise, why, and what the product does about it."""

from __future__ import annotations

from analytics.evaluation.comparison import FEW_EVENTS
from analytics.evaluation.time_series import LEAST_MONTHS
from analytics.outcomes.survival import MIN_AT_RISK
from tests.simulation import curves, groups, immortal, imputed, months

WHOLE_PEOPLE = (
    "Few events: the count jumps by whole people, so no method can hit 95 % exactly. These err on the safe "
    f"side. Compare warns where a group has fewer than {FEW_EVENTS} events."
)
AS_SHOWN = (
    f"A figure is shown only with {MIN_AT_RISK} or more at risk. In programs of 30 that leaves out one in "
    "five, those whose curve had come down most, so the shown figures lie 3 points too high on average. Their "
    "intervals still hold the truth often enough."
)
FIRST_EVENTS = (
    "Half an event is to be expected among 30 people by this day. The log-log limits of two or more events "
    "then just miss a truth so close to 100 %, which costs 3 points; where nobody (or everybody) has had it, "
    "the exact bound can fail in 2.5 % of programs at most. Compare warns where a group has fewer than "
    f"{FEW_EVENTS} events."
)
READMITTED = (
    "Episodes of one patient resemble each other; counted as people of their own they reject twice as often "
    "as promised. The product compares people (each one's first stay), and takes errors by patient where "
    "episodes are asked for."
)
IMMORTAL = (
    "Immortal time: whoever is exposed had to stay without relapse until then. The product refuses this "
    "comparison with the reason; on request it is shown, labelled biased. Time-varying Cox model and landmark "
    "keep their promise."
)
ANOTHER_QUESTION = (
    f"The landmark compares those exposed by day {immortal.LANDMARK} with everyone else still at risk, many of "
    f"whom are exposed later. It answers another question, whose own truth ({immortal.LANDMARK_RATIO:g}) it "
    "holds as promised; the time-varying model is the primary one."
)
FEW_CLUSTERS = (
    "Errors by patient need many patients: with 30 in all they are too small, while the usual errors keep "
    "their promise because each patient has the event once at most. Adjusted models of people use the usual "
    "errors."
)
WEIGHTS_AS_GIVEN = (
    "The weights are estimated from the same people, and errors that take them as given come out too wide: the "
    "weighted comparison errs on the safe side and can miss a small difference. The adjusted model stands beside it."
)
UNWEIGHTED = (
    "Without weights or covariates the difference of age is read as one of the groups. Compare shows the adjusted "
    "and weighted figures beside the plain ones, and the case mix above them."
)
SHORT_NEWEY_WEST = (
    "Newey–West errors, which stand beside, are too small in series this short, the more so when months resemble their "
    f"neighbours: at {LEAST_MONTHS} months on each side one unchanged series in seven (white noise) to one in five is "
    "called changed. The main figures therefore take the months as correlated with their neighbours (AR(1), REML)."
)
SHORT_SERIES = (
    "The main method stays between 3 % and 8 %: close to its promise, a little too careful without autocorrelation and "
    f"a little too bold with it. Series shorter than {LEAST_MONTHS} months on a side are refused."
)
OTHER_RULE = (
    "A rule for missed tests is another definition, not another estimate: here more tests are missed after a "
    "positive one, so taking all of them as negative lies above the truth and taking all as positive far "
    "below. The product shows the range over the rules, and the imputed figure beside it."
)
IMPUTED_WIDE = (
    "With 30 people the tests given say little about those missed; the pooled interval is wider than it need "
    "be and errs on the safe side."
)

_ONE_BY_ONE = ("log-rank test, every episode a person of its own", "Cox model, usual errors")

_NOTES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        WHOLE_PEOPLE,
        (
            ("share_0.9", "Wilson's interval"),
            ("share_0.98", "Wilson's interval"),
            ("difference_0.95_0.85", "Newcombe's interval"),
            *(("curve", claim.method) for claim in curves.SCENARIOS[0].claims[2:]),
            ("incidence", curves.SCENARIOS[2].claims[2].method),
        ),
    ),
    (AS_SHOWN, (("curve", curves.SCENARIOS[0].claims[1].method),)),
    (FIRST_EVENTS, tuple(("nobody_or_everybody", claim.method) for claim in curves.SCENARIOS[1].claims)),
    (WEIGHTS_AS_GIVEN, (("weighted", groups.WEIGHTED.claims[0].method),)),
    (UNWEIGHTED, (("weighted", groups.WEIGHTED.claims[1].method),)),
    (READMITTED, tuple(("readmitted", method) for method in _ONE_BY_ONE)),
    (
        IMMORTAL,
        tuple(
            (scenario.key, claim.method)
            for scenario in immortal.SCENARIOS
            for claim in scenario.claims
            if claim.method.startswith("naive")
        ),
    ),
    (ANOTHER_QUESTION, (("immortal_smaller", immortal.SCENARIOS[1].claims[1].method),)),
    (
        FEW_CLUSTERS,
        (
            ("immortal_alike", f"time-varying Cox model, {groups.ROBUST}"),
            ("immortal_smaller", f"time-varying Cox model, log hazard ratio, {groups.ROBUST}"),
        ),
    ),
    (
        SHORT_NEWEY_WEST,
        tuple((scenario.key, claim.method) for scenario in months.SCENARIOS for claim in scenario.claims[2:]),
    ),
    (
        SHORT_SERIES,
        (
            ("months_0", months.SCENARIOS[0].claims[0].method),
            *(("months_0.3", claim.method) for claim in months.SCENARIOS[1].claims[:2]),
        ),
    ),
    (
        OTHER_RULE,
        tuple((scenario.key, claim.method) for scenario in imputed.SCENARIOS for claim in scenario.claims[1:]),
    ),
    (IMPUTED_WIDE, tuple((scenario.key, scenario.claims[0].method) for scenario in imputed.SCENARIOS)),
)

KNOWN: dict[tuple[str, str], str] = {place: note for note, places in _NOTES for place in places}
"""The note of every scenario and method with a row off its promise."""
