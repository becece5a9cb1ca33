# Logistic models and inverse-probability weights in base R and survival:  Rscript tests/parity/weights.R > tests/parity/weights.json
suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})
here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
books <- fromJSON(file.path(dirname(here), "textbook.json"))
rossi <- as.data.frame(books$rossi)
control <- glm.control(epsilon = 1e-15, maxit = 100)
fit <- glm(mar ~ age + prio + wexp + race, binomial, rossi, control = control)
counted <- glm(mar ~ age + prio, binomial, rossi, weights = rep(1:3, 144), control = control)
# glm's own vcov uses the weights of the step before the last; here they are those of the fitted chances
errors_of <- function(fit, prior) {
  x <- model.matrix(fit)
  p <- fitted(fit)
  I(unname(sqrt(diag(solve(t(x) %*% (prior * p * (1 - p) * x))))))
}
raw <- fitted(fit)
edges <- quantile(raw, c(0.01, 0.99), names = FALSE)
chance <- pmin(pmax(raw, edges[1]), edges[2])
share <- mean(rossi$mar)
w <- ifelse(rossi$mar == 1, share / chance, (1 - share) / (1 - chance))
effective <- sapply(0:1, function(g) sum(w[rossi$mar == g])^2 / sum(w[rossi$mar == g]^2))
cox <- coxph(Surv(week, arrest) ~ mar, rossi, weights = w, robust = TRUE, ties = "efron", control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60))
answers <- list(
  coef = I(unname(coef(fit))), se = errors_of(fit, rep(1, 432)),
  counted = I(unname(coef(counted))), counted_se = errors_of(counted, rep(1:3, 144)),
  weights = I(unname(w)), effective = I(effective),
  cox = unname(coef(cox)), cox_robust = unname(sqrt(vcov(cox)[1, 1]))
)
cat(toJSON(answers, auto_unbox = TRUE, digits = I(17)), "\n", sep = "")
