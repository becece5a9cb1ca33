# Reference values of R's survfit, quantile.survfit, survdiff, prop.test, binom.test and t.test on small data.
#   Rscript tests/parity/survival.R > tests/parity/survival.json
# The data are written into the JSON, so that the Python tests need no R. Everybody is made up, but for the remission
# times of Freireich et al. 1963 (Blood 21:699), the textbook example.

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

case <- function(time, event, group = rep("all", length(time)), tau, level = 0.95) {
  list(
    time = I(time), event = I(event), group = I(as.character(group)), level = level,
    answer = answer_of(time, event, group, tau, level)
  )
}

set.seed(94)
weeks <- pmin(ceiling(rexp(240, 1 / 9)), 24)
weekly_event <- rbinom(240, 1, 0.7) * (weeks < 24)
days <- floor(rexp(400, 1 / 80))
daily_group <- sample(c("north", "south", "east", "west"), 400, replace = TRUE, prob = c(6, 3, 1, 1))
daily_event <- rbinom(400, 1, ifelse(daily_group == "east", 0.3, 0.8)) * (days < 180)
days <- pmin(days, 180)

cases <- list(
  freireich = case(
    c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
      1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
    c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, rep(1, 21)),
    rep(c("6-MP", "placebo"), each = 21), tau = 20
  ),
  weekly_ties_three_groups = case(weeks, weekly_event, rep(c("day", "evening", "weekend"), 80), tau = 12),
  weekly_ties_90_percent = case(weeks, weekly_event, tau = 12, level = 0.90),
  daily_four_groups_events_at_0 = case(days, daily_event, daily_group, tau = 90),
  exactly_half_then_lower = case(c(1, 2, 3, 4, 7, 9), c(1, 1, 1, 0, 1, 0), tau = 9),
  exactly_half_to_the_end = case(c(1, 2, 3, 4, 7, 9), c(1, 1, 1, 0, 0, 0), tau = 9),
  never_down_to_half = case(c(5, 8, 8, 10, 12), c(1, 0, 0, 0, 0), tau = 10),
  everybody_had_it = case(c(1, 2, 2, 4, 6), c(1, 1, 1, 1, 1), tau = 5),
  everybody_at_once = case(c(3, 3, 3), c(1, 1, 1), tau = 3),
  nobody_had_it = case(c(2, 3, 9), c(0, 0, 0), tau = 9),
  one_person_with_event = case(4, 1, tau = 4),
  one_person_censored = case(4, 0, tau = 4),
  censored_and_events_at_0 = case(c(0, 0, 0, 1, 2, 2, 5), c(0, 0, 1, 1, 0, 1, 0), tau = 4),
  half_days = case(c(0.5, 1.25, 1.25, 2.5, 3.75, 4.5), c(1, 1, 0, 1, 0, 1), tau = 3.5),
  tau_before_the_first_event = case(c(5, 6, 7, 9), c(1, 1, 0, 1), tau = 2),
  group_gone_before_any_event = case(
    c(1, 1, 2, 3, 4, 5, 6, 7, 8), c(0, 0, 1, 1, 0, 1, 1, 0, 1),
    c("early", "early", "a", "b", "a", "b", "a", "b", "a"), tau = 6
  )
)

shares <- lapply(list(c(0, 12), c(12, 12), c(7, 10), c(56, 70), c(48, 80), c(1, 1), c(0, 1), c(612, 1024)), function(k) {
  limits <- function(level) list(
    level = level,
    wilson = I(as.vector(suppressWarnings(prop.test(k[1], k[2], correct = FALSE, conf.level = level)$conf.int))),
    exact = I(as.vector(binom.test(k[1], k[2], conf.level = level)$conf.int))
  )
  list(
    x = k[1], n = k[2], limits = list(limits(0.95), limits(0.90)),
    jeffreys_50_70 = I(diff(c(0, pbeta(c(0.5, 0.7), k[1] + 0.5, k[2] - k[1] + 0.5), 1)))
  )
})

score <- function(x, n) as.vector(suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int))
paired <- lapply(list(c(20, 12, 2, 16), c(36, 12, 2, 0), c(14, 5, 0, 22), c(212, 144, 256, 707), c(54, 0, 0, 0)), function(k) {
  n <- sum(k)
  one <- (k[1] + k[2]) / n
  two <- (k[1] + k[3]) / n
  first <- score(k[1] + k[2], n)
  second <- score(k[1] + k[3], n)
  product <- k[1] * k[4] - k[2] * k[3]
  margins <- (k[1] + k[2]) * (k[3] + k[4]) * (k[1] + k[3]) * (k[2] + k[4])
  top <- if (product > n / 2) product - n / 2 else if (product < 0) product else 0
  phi <- if (margins == 0) 0 else top / sqrt(margins)
  reach <- function(a, b) sqrt(a^2 - 2 * phi * a * b + b^2)
  list(counts = I(k), limits = I(c(
    one - two - reach(one - first[1], second[2] - two), one - two + reach(first[2] - one, two - second[1])
  )))
})

values <- c(3, 4.5, 7, 7, 9.25, 12)
means <- list(values = I(values), mean = mean(values), limits = I(as.vector(t.test(values)$conf.int)))

# Share of episodes with patient-clustered error, from a logistic model with a sandwich error (as survey::svyciprop)
hits <- c(1, 0, 2, 3, 1, 0, 2, 1)
episodes <- c(1, 1, 2, 4, 3, 1, 2, 3)
patient <- rep(seq_along(episodes), episodes)
outcome <- unlist(Map(function(h, e) rep(c(1, 0), c(h, e - h)), hits, episodes))
model <- glm(outcome ~ 1, family = binomial, control = list(epsilon = 1e-15, maxit = 50))
score_by_patient <- tapply(outcome - fitted(model), patient, sum)
k <- length(episodes)
bread <- 1 / sum(fitted(model) * (1 - fitted(model)))
error <- sqrt(k / (k - 1) * sum(score_by_patient^2)) * bread
clustered <- list(
  x = I(hits), n = I(episodes), share = mean(outcome),
  limits = I(plogis(unname(coef(model)) + c(-1, 1) * qt(0.975, k - 1) * error))
)

write_answers(list(cases = cases, shares = shares, paired = paired, means = means, clustered = clustered))
