"""Item response models: P = c + (1 - c) / (1 + exp(-a(θ - b))), without 1.702. Pure thinking.

Item parameters are estimated by marginal maximum likelihood over θ ~ N(0, 1) on Gauss-Hermite
nodes (Bock & Lieberman 1970; Bock & Aitkin 1981 for the idea of integrating persons out), with the
slope-intercept form a·θ + d inside, so that b = -d / a. Answers are 1, 0 or NaN (not asked).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NODES: Final = 61
FIXED: Final = -1  # a slope that is 1 and not estimated
GRID: Final = np.linspace(-6.0, 6.0, 61)
STEP: Final = 1e-4  # of the parameters, where the gradient is differentiated
_STEEP: Final = 1e-6
_ROUNDS: Final = 50


class Parameters(NamedTuple):
    """One item: discrimination, difficulty, guessing."""

    a: float
    b: float
    c: float = 0.0


@dataclass(frozen=True)
class Fit:
    """What marginal maximum likelihood found; one entry an item.

    Standard errors come from the observed information; NaN where an item does not carry one.
    """

    a: Floats
    b: Floats
    d: Floats
    se_a: Floats
    se_b: Floats
    log_likelihood: float
    estimated: int  # parameters
    people: int

    @property
    def aic(self) -> float:
        return 2 * self.estimated - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        return self.estimated * math.log(self.people) - 2 * self.log_likelihood


class Estimate(NamedTuple):
    """Where somebody stands, and how sure that is (a standard deviation or standard error)."""

    theta: float
    error: float


class NothingToFit(ValueError):
    """An item that everybody answered alike has no place on the scale."""


def expit(x: Any) -> Any:
    """Return 1 / (1 + exp(-x)), far out too."""
    return 0.5 * (1 + np.tanh(np.asarray(x) / 2))


def log_expit(x: Floats) -> Floats:
    """Return ln(1 / (1 + exp(-x))), far out too."""
    return np.asarray(-np.logaddexp(0, -x))


def probability(theta: float, item: Parameters) -> float:
    """Return the chance of a right answer."""
    return float(item.c + (1 - item.c) * expit(item.a * (theta - item.b)))


def information(theta: float, item: Parameters) -> float:
    """Return Fisher's information of one answer: a²·(P - c)²/(1 - c)²·(1 - P)/P."""
    p = probability(theta, item)
    if p in (0.0, 1.0):
        return 0.0
    return item.a**2 * ((p - item.c) / (1 - item.c)) ** 2 * (1 - p) / p


def most_informative(item: Parameters) -> float:
    """Return the θ at which an item tells most: b + ln((1 + √(1 + 8c)) / 2) / a."""
    return item.b + math.log((1 + math.sqrt(1 + 8 * item.c)) / 2) / item.a


def fit_rasch(answers: Floats, counts: Floats | None = None) -> Fit:
    """Every slope 1."""
    return fit(answers, [FIXED] * answers.shape[1], counts)


def fit_common_slope(answers: Floats, counts: Floats | None = None) -> Fit:
    """One slope for all items: the Rasch model with the spread of people estimated."""
    return fit(answers, [0] * answers.shape[1], counts)


def fit_2pl(answers: Floats, counts: Floats | None = None) -> Fit:
    """A slope for every item."""
    return fit(answers, list(range(answers.shape[1])), counts)


def fit(answers: Floats, slopes: Sequence[int], counts: Floats | None = None) -> Fit:
    """Fit the model in which items of the same number in `slopes` share a slope (FIXED: it is 1).

    `answers` is people by items; `counts` says how often each row stands for. Raises NothingToFit.
    """
    from scipy.optimize import minimize  # costs a second: only where it is used

    problem = _Problem(answers, slopes, counts)
    start = np.concatenate([np.ones(problem.free), problem.first_intercepts()])
    found = minimize(
        problem.value, start, jac=True, method="BFGS", options={"gtol": 1e-5 * problem.people}
    )
    found = minimize(
        problem.value, found.x, jac=True, method="BFGS", options={"gtol": 1e-4, "maxiter": 500}
    )
    a, d = problem.unpack(found.x)
    se_a, se_b = problem.errors(found.x)
    people = int(problem.people)
    return Fit(a, -d / a, d, se_a, se_b, -float(found.fun), len(start), people)


class _Problem:
    """The log-likelihood of one data set and its gradient."""

    def __init__(self, answers: Floats, slopes: Sequence[int], counts: Floats | None) -> None:
        asked = ~np.isnan(answers)
        self.right = np.where(asked, answers, 0.0)
        self.wrong = np.where(asked, 1.0 - answers, 0.0)
        self.weights = np.ones(len(answers)) if counts is None else np.asarray(counts, float)
        self.people = float(self.weights.sum())
        self.groups = np.asarray(slopes)
        self.free = len(set(slopes) - {FIXED})
        nodes, shares = np.polynomial.hermite.hermgauss(NODES)
        self.nodes = nodes * math.sqrt(2)
        self.log_shares = np.log(shares / math.sqrt(math.pi))
        lucky, unlucky = self.weights @ self.right, self.weights @ self.wrong
        if not (lucky > 0).all() or not (unlucky > 0).all():
            raise NothingToFit("an item was answered alike by everybody")
        self._odds = np.log(lucky / unlucky)

    def first_intercepts(self) -> Floats:
        """Log odds, widened for the spread of people."""
        return np.asarray(self._odds * 1.15)

    def unpack(self, x: Floats) -> tuple[Floats, Floats]:
        slopes = np.append(x[: self.free], 1.0)  # FIXED is the last one
        return slopes[self.groups], x[self.free :]

    def value(self, x: Floats) -> tuple[float, Floats]:
        """Return minus the log-likelihood, and its gradient."""
        a, d = self.unpack(x)
        z = np.outer(self.nodes, a) + d  # nodes by items
        joint = self.right @ log_expit(z).T + self.wrong @ log_expit(-z).T + self.log_shares
        top = joint.max(axis=1)
        each = top + np.log(np.exp(joint - top[:, None]).sum(axis=1))
        posterior = np.exp(joint - each[:, None]) * self.weights[:, None]  # people by nodes
        hits = posterior.T @ self.right  # nodes by items
        expected = (hits + posterior.T @ self.wrong) * expit(z)
        residual = hits - expected
        by_slope = self.nodes @ residual
        slopes = np.zeros(self.free + 1)
        np.add.at(slopes, self.groups, by_slope)
        gradient = np.concatenate([slopes[: self.free], residual.sum(axis=0)])
        return -float(self.weights @ each), -gradient

    def errors(self, x: Floats) -> tuple[Floats, Floats]:
        """Return the standard errors of a and b (delta method); NaN where there is none."""
        size = len(x)
        hessian = np.empty((size, size))
        for place in range(size):
            nudge = np.zeros(size)
            nudge[place] = STEP
            above, below = self.value(x + nudge)[1], self.value(x - nudge)[1]
            hessian[place] = (above - below) / (2 * STEP)
        covariance = np.linalg.pinv((hessian + hessian.T) / 2)
        a, d = self.unpack(x)
        items = np.arange(len(d)) + self.free
        var_d = covariance[items, items]
        free = np.where(self.groups == FIXED, 0, self.groups)
        estimated = self.groups != FIXED
        var_a = np.where(estimated, covariance[free, free], 0.0)
        together = np.where(estimated, covariance[free, items], 0.0)
        var_b = var_d / a**2 + d**2 * var_a / a**4 - 2 * d * together / a**3
        se_a = np.where(estimated, _root(var_a), np.nan)
        return se_a, _root(var_b)


def _root(variance: Floats) -> Floats:
    return np.sqrt(np.where(variance > 0, variance, np.nan))


def eap(items: Sequence[Parameters], answers: Sequence[float]) -> Estimate:
    """Return the mean and standard deviation of where somebody stands, given N(0, 1) before any
    answer, on 61 points from -6 to 6. Without answers that is 0 and (nearly) 1."""
    log_weight = -(GRID**2) / 2
    for item, answer in zip(items, answers, strict=True):
        p = item.c + (1 - item.c) * expit(item.a * (GRID - item.b))
        log_weight = log_weight + np.log(p if answer else 1 - p)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = float(weight @ GRID)
    return Estimate(mean, math.sqrt(float(weight @ (GRID - mean) ** 2)))


def maximum_posterior(items: Sequence[Parameters], answers: Sequence[float]) -> Estimate:
    """Return the most likely place given N(0, 1) before any answer, and 1/√(information + 1).

    For items without guessing, whose information does not depend on the answers.
    """
    theta = 0.0
    for _round in range(_ROUNDS):
        chances = [probability(theta, item) for item in items]
        slope = math.fsum(
            item.a * (answer - p) for item, answer, p in zip(items, answers, chances, strict=True)
        )
        step = (slope - theta) / (math.fsum(information(theta, item) for item in items) + 1)
        theta += step
        if abs(step) < _STEEP:
            break
    bend = math.fsum(information(theta, item) for item in items) + 1
    return Estimate(theta, 1 / math.sqrt(bend))


def fit_conditional(answers: Floats, counts: Floats | None = None) -> tuple[Floats, float]:
    """Return easiness (summing to 0) and log-likelihood of the Rasch model given everybody's
    score, which says nothing of how people are spread (Andersen 1972). Everybody answered all."""
    from scipy.optimize import minimize

    weights = np.ones(len(answers)) if counts is None else np.asarray(counts, float)
    items = answers.shape[1]
    hits = weights @ answers
    by_score = np.bincount(answers.sum(axis=1).astype(int), weights, items + 1)

    def value(free: Floats) -> float:
        easiness = np.append(free, -free.sum())
        sums = np.zeros(items + 1)  # elementary symmetric functions of exp(easiness)
        sums[0] = 1.0
        for each in np.exp(easiness):
            sums[1:] = sums[1:] + each * sums[:-1]
        return -float(hits @ easiness - by_score @ np.log(sums))

    found = minimize(value, np.zeros(items - 1), method="BFGS", options={"gtol": 1e-4})
    return np.append(found.x, -found.x.sum()), -float(found.fun)
