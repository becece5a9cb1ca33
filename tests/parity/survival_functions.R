# What R says about durations by group: one list a group plus the log-rank test, ready for jsonlite.
# Sourced by survival.R, survival_ctn0094.R and survival_from_csv.R. Needs the packages survival and jsonlite.

suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})

one_number <- function(x) if (length(x) != 1 || is.na(x)) NA_real_ else unname(as.numeric(x))

curve_of <- function(time, event, tau, level = 0.95) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log", conf.int = level)
  half <- quantile(fit, probs = 0.5)
  # R refuses a restricted mean that ends before the first observed time
  printed <- if (tau < min(fit$time)) c(rmean = NA, `se(rmean)` = NA) else summary(fit, rmean = tau)$table
  list(
    n = fit$n, events = sum(fit$n.event), tau = tau,
    median = one_number(half$quantile), median_low = one_number(half$lower), median_high = one_number(half$upper),
    restricted_mean = one_number(printed[["rmean"]]), restricted_mean_se = one_number(printed[["se(rmean)"]]),
    curve = list(
      time = I(fit$time), at_risk = I(fit$n.risk), events = I(fit$n.event), censored = I(fit$n.censor),
      estimate = I(fit$surv), low = I(fit$lower), high = I(fit$upper)
    )
  )
}

logrank_of <- function(time, event, group) {
  if (length(unique(group)) < 2) return(NULL)
  test <- survdiff(Surv(time, event) ~ group)
  df <- sum(test$exp > 0) - 1
  list(
    statistic = one_number(test$chisq), df = df, p = pchisq(test$chisq, df, lower.tail = FALSE),
    n = I(as.vector(test$n)), observed = I(as.vector(test$obs)), expected = I(as.vector(test$exp))
  )
}

# tau: one number for all groups, as the command line's --tau
answer_of <- function(time, event, group, tau, level = 0.95) {
  group <- as.character(group)
  names <- sort(unique(group), method = "radix")
  groups <- lapply(names, function(name) curve_of(time[group == name], event[group == name], tau, level))
  list(groups = setNames(groups, names), logrank = logrank_of(time, event, group))
}

write_answers <- function(answers, file = "") {
  made_with <- list(R = R.version.string, survival = as.character(packageVersion("survival")))
  text <- toJSON(c(list(made_with = made_with), answers), auto_unbox = TRUE, digits = I(17), na = "null", null = "null")
  cat(text, "\n", file = file, sep = "")
}

folder_of_this_script <- function() {
  named <- grep("^--file=", commandArgs(FALSE), value = TRUE)
  if (length(named)) dirname(sub("^--file=", "", named[1])) else "."
}
