# A covariate that begins during follow-up, by tmerge:  Rscript tests/parity/exposure.R > tests/parity/exposure.json
suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})
set.seed(11)
n <- 240
age <- round(rnorm(n, 38, 10))
time <- pmin(ceiling(rexp(n, 1 / 70)), 180)
event <- as.integer(time < 180) * rbinom(n, 1, 0.85)
begins <- ifelse(runif(n) < 0.55, ceiling(runif(n, 0, 90)), NA)
begins[1:5] <- 0
people <- data.frame(id = seq_len(n), time, event, age, begins)
merged <- tmerge(people, people, id = id, relapse = event(time, event), done = tdc(begins))
control <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60)
fit <- coxph(Surv(tstart, tstop, relapse) ~ done + age, merged, cluster = id, ties = "efron", control = control)
at <- 30
still <- people[people$time > at, ]
still$had <- !is.na(still$begins) & still$begins <= at
mark <- coxph(Surv(time - at, event) ~ had, still, ties = "efron", control = control)
test <- survdiff(Surv(time - at, event) ~ had, still)
answers <- list(
  time = I(time), event = I(event), age = I(age), begins = I(begins), rows = nrow(merged),
  coef = I(unname(coef(fit))), se = I(unname(summary(fit)$coefficients[, "se(coef)"])),
  robust = I(unname(sqrt(diag(vcov(fit))))),
  landmark = list(n = nrow(still), exposed = sum(still$had), coef = unname(coef(mark)), chisq = test$chisq)
)
cat(toJSON(answers, auto_unbox = TRUE, digits = I(17), na = "null"), "\n", sep = "")
