"""Logistic regression by Fisher scoring: the chance of a yes from covariates, for weights and for imputation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from analytics.errors import NotEstimable

MOST_STEPS = 50
CLOSE_ENOUGH = 1e-12
RIDGE_FOR_SEPARATION = 1e-6
"""A trace of shrinkage that is added only where someone's answer is certain from the covariates."""


@dataclass(frozen=True, eq=False)
class Logistic:
    """Coefficients (intercept first) with covariance; `separated`: some answers are certain from the covariates."""

    coefficients: np.ndarray
    covariance: np.ndarray
    separated: bool

    def chance(self, x: np.ndarray) -> np.ndarray:
        """The chance of a yes for rows of covariates (without the column of ones)."""
        found: np.ndarray = expit(self.coefficients[0] + x @ self.coefficients[1:])
        return found


def logistic(x: np.ndarray, yes: np.ndarray, weight: np.ndarray | None = None) -> Logistic:
    """Maximum likelihood (R: `glm(family = binomial)`). `x`: n × p without the ones; `weight`: how often a row counts.

    Raises NotEstimable when everybody, or nobody, says yes. Covariates told by others get a coefficient of 0.
    """
    w = np.ones(len(yes)) if weight is None else np.asarray(weight, float)
    answer = np.asarray(yes, float)
    if not 0 < float((w * answer).sum()) < float(w.sum()):
        raise NotEstimable("Everybody, or nobody, is in one of the two groups.", "Choose groups that both have people.")
    design = np.column_stack((np.ones(len(answer)), x))
    spread = np.append(1.0, np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0))
    design = design / spread
    beta, ridge = np.zeros(design.shape[1]), 0.0
    for step in range(MOST_STEPS):
        chance = expit(design @ beta)
        variance = w * chance * (1 - chance)
        information = design.T @ (variance[:, None] * design) + ridge * np.eye(len(beta))
        change = np.linalg.pinv(information, hermitian=True) @ (design.T @ (w * (answer - chance)) - ridge * beta)
        beta = beta + change
        if np.abs(change).max() <= CLOSE_ENOUGH * max(np.abs(beta).max(), 1.0):
            break
        if not ridge and (np.abs(beta).max() > 30 or step == MOST_STEPS // 2):
            beta, ridge = np.zeros(len(beta)), RIDGE_FOR_SEPARATION * w.sum()
    chance = expit(design @ beta)
    information = design.T @ ((w * chance * (1 - chance))[:, None] * design) + ridge * np.eye(len(beta))
    covariance = np.linalg.pinv(information, hermitian=True) / np.outer(spread, spread)
    return Logistic(beta / spread, covariance, ridge > 0)
