# Reference values for cumulative incidence with competing causes: R's survfit with a factor event (Aalen–Johansen,
# infinitesimal jackknife error, log-log interval). Everybody is made up; days are whole numbers, so most are ties.
#   Rscript tests/parity/cumulative_incidence.R > tests/parity/cumulative_incidence.json

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

case <- function(time, cause, causes) {
  state <- factor(cause, 0:length(causes), c("censored", causes))
  fit <- survfit(Surv(time, state) ~ 1, conf.type = "log-log", conf.int = 0.95)
  of_cause <- function(name) {
    at <- match(name, fit$states)
    list(
      estimate = I(fit$pstate[, at]), se = I(fit$std.err[, at]), low = I(fit$lower[, at]), high = I(fit$upper[, at]),
      events = I(fit$n.event[, at])
    )
  }
  list(
    time = I(time), cause = I(cause), causes = I(causes), at = I(fit$time), at_risk = I(fit$n.risk[, 1]),
    curves = setNames(lapply(causes, of_cause), causes)
  )
}

set.seed(180)
days <- floor(rexp(300, 1 / 150)) + 1
first <- sample(0:2, 300, replace = TRUE, prob = c(0.35, 0.5, 0.15))

cases <- list(
  five_patients = case(c(1, 2, 2, 3, 4), c(1, 1, 2, 0, 1), c("readmitted", "died")),
  events_and_censoring_on_one_day = case(
    c(5, 5, 5, 9, 9, 9, 12, 12, 20, 20), c(1, 0, 2, 1, 1, 0, 2, 0, 1, 0), c("readmitted", "died")
  ),
  one_cause_is_one_less_survival = case(c(2, 3, 3, 5, 8, 8, 9), c(1, 1, 0, 1, 0, 1, 0), "readmitted"),
  three_causes = case(
    c(1, 1, 2, 3, 3, 4, 6, 6, 7, 9, 9, 11), c(1, 2, 3, 1, 0, 2, 3, 1, 0, 1, 2, 0), c("relapsed", "dropped", "died")
  ),
  three_hundred = case(pmin(days, 365), ifelse(days > 365, 0, first), c("readmitted", "died"))
)

write_answers(list(cases = cases))
