"""What a tipping point says: title, sentence and alternative text, written from what was computed, never typed."""

from __future__ import annotations

from analytics.charts.wording import count, percent, percent_range, points_range, signed_points
from analytics.evaluation.tipping import Conclusion, Tipping, TippingPoint

WHOLE_RANGE = (0.0, 1.0)


def tipping_title(found: Tipping) -> str:
    """The finding, at most 90 characters."""
    subject = _subject(found)
    if not found.points:
        return f"{subject} whatever is assumed about the missed tests" + ("" if _everywhere(found) else ", where told")
    if found.concluded == "chance":
        return f"A difference would show only with {_shares(found)} of the missed tests positive"
    if found.fewer is None and found.more is not None:
        return f"{subject} unless {_at_least(found.more)} of the missed tests were positive"
    if found.more is None and found.fewer is not None:
        return f"{subject} unless {_at_most(found.fewer)} of the missed tests were positive"
    return f"{subject} unless {_shares(found)} of missed tests were positive"


def tipping_sentence(found: Tipping) -> str:
    """The tipping point in words: "Missed tests would have to be positive at least 71% of the time for …"."""
    seen = f"under what was observed of tests given it would be {percent(found.observed.taken_positive)}"
    if not found.points:
        low, high = (percent(share) for share in found.range_told)
        every = "from none to all" if _everywhere(found) else f"from {low} to {high} (no figure exists outside)"
        return f"Whatever share of the missed tests is taken as positive, {every}, {_stays(found)}; {seen}."
    outcomes = {_outcome(found, point.becomes) for point in found.points}
    if len(outcomes) == 1:
        often = ", or ".join(_often(found, point) for point in found.points)
        pause = "," if len(found.points) > 1 else ""
        return f"Missed tests would have to be positive {often}{pause} for {outcomes.pop()}; {seen}."
    told = " and ".join(f"{_often(found, point)} for {_outcome(found, point.becomes)}" for point in found.points)
    return f"Missed tests would have to be positive {told}; {seen}."


def tipping_sentences(found: Tipping) -> list[str]:
    """The tipping point, the figure it starts from, and how the missed tests were imputed; as on the page."""
    return [*filter(None, [tipping_sentence(found), _difference_words(found)]), _imputed_words(found)]


def tipping_measure(found: Tipping, event: str) -> str:
    """The measure under the title; `event` names the endpoint, e.g. "first positive test"."""
    n = sum(found.observed.shares[code][0].n for code, _ in drawn_groups(found))
    share = (
        f"Share without the event “{event}” on day {count(found.day)} by the share of missed tests taken as positive, "
        f"n\u00a0=\u00a0{n:,}."
    )
    return " ".join(filter(None, [_difference_words(found), share, _imputed_words(found)]))


def _difference_words(found: Tipping) -> str:
    """The difference with missed tests imputed like given ones; empty against a target."""
    if found.kind != "difference" or found.observed.differences[0].value is None:
        return ""
    apart = found.observed.differences[0]
    interval = points_range(apart.low, apart.high)
    return f"Missed tests like given ones: {signed_points(apart.value)} points (95% {interval})."


def _imputed_words(found: Tipping) -> str:
    now, of_all = found.observed, " of all groups" if len(found.names) > len(drawn_groups(found)) else ""
    return (
        f"{count(now.missed)} missed tests{of_all} ({percent(now.missing_share)} of missed and given) imputed "
        f"{now.data_sets} times, seed {now.seed}; Rubin's rules, 95% interval."
    )


def tipping_note(found: Tipping) -> str:
    """How to read the marks, and what the figure cannot say."""
    now = found.observed
    return (
        "Squares: every missed test negative (left), positive (right), the two plain rules. Dotted line: missed tests "
        "like given ones with the same results before and after, week, site, group and attendance; of the results "
        f"there are {percent(now.given_positive)} are positive. Elsewhere the odds of missed tests alone are shifted, "
        "in all groups alike. No record can tell which share is right. Weeks after death, transfer or jail are never "
        f"imputed. {_ends(found)}A difference is an association, not an effect."
    )


def _ends(found: Tipping) -> str:
    """Why a line stops, if one does."""
    drawn = found.frame["group"].isin([name for _, name in drawn_groups(found)])
    reasons = [str(reason) for reason in found.frame.loc[drawn, "reason"].unique() if reason]
    return f"A line ends where its figure does: {'; '.join(reasons)}. " if reasons else ""


def tipping_alt(found: Tipping) -> str:
    """What the figure shows, read aloud."""
    now = found.observed
    shares = "; ".join(
        f"{name} {percent(found.observed.shares[code][0].value)}, 95% interval "
        f"{percent_range(now.shares[code][0].low, now.shares[code][0].high).replace('–', ' to ')}"
        for code, name in drawn_groups(found)
    )
    return (
        f"Lines of the share without the event on day {count(found.day)} against the share of missed tests taken as "
        f"positive, from 0 to 100%. {tipping_title(found)}. With {percent(now.taken_positive)} positive: {shares}."
    )


def drawn_groups(found: Tipping) -> list[tuple[int, str]]:
    """The groups of the figure: the two compared, or the one with the target."""
    codes = found.pair if found.kind == "difference" else (0,)
    return [(code, found.names[code]) for code in codes]


def _subject(found: Tipping) -> str:
    if found.kind == "target":
        return f"The share is {found.concluded} {_target(found)}"
    return "The difference is within chance" if found.concluded == "chance" else "The difference holds"


def _stays(found: Tipping) -> str:
    if found.kind == "target":
        return f"the share without the event on day {count(found.day)} stays {found.concluded} {_target(found)}"
    return f"the difference between {_pair(found)} stays {'within' if found.concluded == 'chance' else 'beyond'} chance"


def _outcome(found: Tipping, becomes: Conclusion) -> str:
    if found.kind == "target":
        share = f"the share without the event on day {count(found.day)}"
        return f"{share} to be {becomes} {_target(found)}"
    if becomes == "chance":
        return f"the difference between {_pair(found)} to be within chance"
    better = found.names[found.pair[1 if becomes == "higher" else 0]]
    if found.concluded == "chance":
        return f"a difference between {_pair(found)} to be shown (more of {better} without the event)"
    return f"the difference to turn round (more of {better} without the event)"


def _often(found: Tipping, point: TippingPoint) -> str:
    return f"{_at_most(point) if point is found.fewer else _at_least(point)} of the time"


def _shares(found: Tipping) -> str:
    said = [_at_most(found.fewer)] if found.fewer is not None else []
    return " or ".join([*said, *([_at_least(found.more)] if found.more is not None else [])])


def _at_most(point: TippingPoint) -> str:
    return f"at most {percent(point.taken_positive)}"


def _at_least(point: TippingPoint) -> str:
    return f"at least {percent(point.taken_positive)}"


def _pair(found: Tipping) -> str:
    return f"{found.names[found.pair[0]]} and {found.names[found.pair[1]]}"


def _target(found: Tipping) -> str:
    low, high = found.target or WHOLE_RANGE
    return percent(low) if low == high else percent_range(low, high)


def _everywhere(found: Tipping) -> bool:
    return found.range_told == WHOLE_RANGE
