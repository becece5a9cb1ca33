# Differences of two groups in R's survival and stats, on the textbook data and on the CTN-0094 relapse times:
#   python -m tests.parity.ctn0094_subjects CONVERTED SUBJECTS.csv
#   Rscript tests/parity/comparison.R SUBJECTS.csv > tests/parity/comparison.json

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))
books <- fromJSON(file.path(dirname(here), "textbook.json"))

compared <- function(time, event, group, tau, day) {
  names <- sort(unique(as.character(group)), method = "radix")
  own <- group %in% names[1:2]
  two <- names[1:2]
  rmean <- sapply(two, function(g) {
    fit <- survfit(Surv(time[group == g], event[group == g]) ~ 1)
    summary(fit, rmean = tau)$table[c("rmean", "se(rmean)")]
  })
  at <- sapply(two, function(g) {
    found <- summary(survfit(Surv(time[group == g], event[group == g]) ~ 1, conf.type = "log-log"), times = day)
    c(surv = found$surv, se = found$std.err, low = found$lower, high = found$upper)
  })
  risk <- 1 - at["surv", ]
  ratio <- risk[1] / risk[2]
  reach <- qnorm(0.975) * sqrt(sum((at["se", ] / risk)^2))
  fewer <- at["surv", 2] - at["surv", 1]
  below <- sqrt((at["surv", 2] - at["low", 2])^2 + (at["high", 1] - at["surv", 1])^2)
  above <- sqrt((at["high", 2] - at["surv", 2])^2 + (at["surv", 1] - at["low", 1])^2)
  if (!any(own & event == 0 & time < day)) { # everybody was followed: Newcombe's interval of the counts
    n <- sapply(two, function(g) sum(group == g))
    wilson <- sapply(1:2, function(k) {
      suppressWarnings(prop.test(round(risk[k] * n[k]), n[k], correct = FALSE)$conf.int)
    })
    below <- sqrt((risk[1] - wilson[1, 1])^2 + (wilson[2, 2] - risk[2])^2)
    above <- sqrt((wilson[2, 1] - risk[1])^2 + (risk[2] - wilson[1, 2])^2)
  }
  difference <- rmean["rmean", 1] - rmean["rmean", 2]
  error <- sqrt(sum(rmean["se(rmean)", ]^2))
  pairs <- combn(names, 2)
  p <- apply(pairs, 2, function(two) {
    own <- group %in% two
    test <- survdiff(Surv(time[own], event[own]) ~ group[own])
    pchisq(test$chisq, 1, lower.tail = FALSE)
  })
  list(
    tau = tau, day = day,
    restricted_mean_difference = unname(difference), low = unname(difference - qnorm(0.975) * error),
    high = unname(difference + qnorm(0.975) * error), p = unname(2 * pnorm(-abs(difference / error))),
    risk_difference = unname(fewer), risk_difference_low = unname(fewer - below),
    risk_difference_high = unname(fewer + above), risk_ratio = unname(ratio),
    risk_ratio_low = unname(ratio * exp(-reach)), risk_ratio_high = unname(ratio * exp(reach)),
    pairs_p = I(as.vector(p)), pairs_holm = I(p.adjust(as.vector(p), "holm"))
  )
}

smd_number <- function(x, group) {
  a <- x[group == 1]; b <- x[group == 0]
  (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
}
smd_levels <- function(x, group) {
  p <- prop.table(table(x[group == 1]))[-1]; q <- prop.table(table(x[group == 0]))[-1]
  s <- (diag(p, length(p)) - outer(p, p) + diag(q, length(q)) - outer(q, q)) / 2
  sqrt(drop(t(p - q) %*% solve(s) %*% (p - q)))
}

rossi <- books$rossi; pbc <- books$pbc
late <- pbc$stage > 1
answers <- list(
  rossi = compared(rossi$week, rossi$arrest, rossi$fin, tau = 40, day = 30),
  pbc_death = compared(pbc$time, as.integer(pbc$status == 2), pbc$trt, tau = 3000, day = 1500),
  pbc_stages = compared(pbc$time[late], as.integer(pbc$status == 2)[late], pbc$stage[late], tau = 1200, day = 700),
  standardised = list(
    age = smd_number(rossi$age, rossi$fin), prio = smd_number(rossi$prio, rossi$fin),
    mar = smd_levels(rossi$mar, rossi$fin), stage = smd_levels(pbc$stage, 2 - pbc$trt)
  )
)
if (!is.na(commandArgs(TRUE)[1])) {
  ctn <- read.csv(commandArgs(TRUE)[1])
  drug <- ctn[ctn$project == "CTN-0027", ]
  answers$ctn0094_drugs <- compared(drug$relapse_time, drug$relapse_event, drug$medication, tau = 12, day = 8)
  answers$ctn0094_projects <- compared(ctn$relapse_time, ctn$relapse_event, ctn$project, tau = 12, day = 8)
}
write_answers(answers)
