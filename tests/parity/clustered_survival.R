# Reference values for several episodes of one patient: R's survfit(cluster = id), the infinitesimal jackknife of the
# restricted mean summed by patient, and the robust score test of coxph. Everybody is made up.
#   Rscript tests/parity/clustered_survival.R > tests/parity/clustered_survival.json

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

case <- function(time, event, patient, group, tau) {
  made_up <<- data.frame(time, event, patient, group)  # global: residuals() reads the data again
  fit <- survfit(Surv(time, event) ~ 1, data = made_up, cluster = patient, conf.type = "log-log", robust = TRUE)
  half <- quantile(fit, probs = 0.5)
  part <- residuals(survfit(Surv(time, event) ~ 1, data = made_up), times = tau, type = "rmst")
  test <- coxph(Surv(time, event) ~ group, data = made_up, cluster = patient, ties = "breslow")
  list(
    time = I(time), event = I(event), patient = I(patient), group = I(as.character(group)), tau = tau,
    curve = list(time = I(fit$time), estimate = I(fit$surv), low = I(fit$lower), high = I(fit$upper)),
    median_low = one_number(half$lower), median_high = one_number(half$upper),
    restricted_mean_se = sqrt(sum(tapply(part, patient, sum)^2)),
    logrank = one_number(test$rscore), df = length(unique(group)) - 1
  )
}

# episodes of one patient in both groups: the errors of the groups' differences, summed by patient over both
both_sides <- function(time, event, patient, group, tau, at) {
  made_up <<- data.frame(time, event, patient, group)
  fit <- survfit(Surv(time, event) ~ group, data = made_up)
  sign <- ifelse(group == sort(unique(group))[1], -1, 1)
  by_patient <- function(part, whose) tapply(part * whose, factor(patient), sum)
  mean <- residuals(fit, times = tau, type = "rmst")
  share <- residuals(fit, times = at, type = "surv")
  one <- by_patient(share, sign < 0)
  other <- by_patient(share, sign > 0)
  test <- coxph(Surv(time, event) ~ group, data = made_up, cluster = patient, ties = "breslow")
  list(
    time = I(time), event = I(event), patient = I(patient), group = I(as.character(group)), tau = tau, at = at,
    shared = length(intersect(patient[sign < 0], patient[sign > 0])),
    mean_difference_se = sqrt(sum(by_patient(mean, sign)^2)),
    share_correlation = sum(one * other) / sqrt(sum(one^2) * sum(other^2)),
    logrank = one_number(test$rscore)
  )
}

set.seed(40)
patient <- sort(sample(1:120, 200, replace = TRUE))
frailty <- rgamma(120, 2, 2)[patient]
days <- floor(rexp(200, frailty / 60))
event <- rbinom(200, 1, 0.75) * (days < 180)

cases <- list(
  five_patients = case(
    c(3, 5, 5, 8, 10, 12, 12, 15), c(1, 0, 1, 1, 0, 1, 1, 0), c(1, 1, 2, 3, 3, 4, 5, 5),
    c("a", "a", "a", "b", "b", "a", "b", "b"), tau = 12
  ),
  two_hundred_episodes_four_groups = case(
    pmin(days, 180), event, patient, c("north", "south", "east", "west")[patient %% 4 + 1], tau = 90
  ),
  one_episode_each = case(pmin(days, 180), event, 1:200, c("day", "evening")[1:200 %% 2 + 1], tau = 90)
)

before_and_after <- c("after", "before")[1 + (seq_along(patient) %% 3 == 0)]
shared <- list(
  before_and_after = both_sides(pmin(days, 180), event, patient, before_and_after, tau = 90, at = 60),
  five_patients = both_sides(
    c(3, 5, 5, 8, 10, 12, 12, 15, 16), c(1, 1, 1, 1, 0, 1, 1, 0, 1), c(1, 1, 2, 3, 3, 4, 5, 5, 2),
    c("a", "b", "a", "a", "b", "b", "a", "b", "b"), tau = 12, at = 11
  )
)

write_answers(list(cases = cases, both_sides = shared))
