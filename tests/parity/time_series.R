# Segmented regression with AR(1) errors (REML) and with Newey-West errors:  Rscript tests/parity/time_series.R > tests/parity/time_series.json
suppressPackageStartupMessages({
  library(nlme)
  library(sandwich)
  library(lmtest)
  library(jsonlite)
})
case <- function(value, change, lag) {
  month <- seq_along(value) - 1
  after <- as.numeric(month >= change)
  fit <- lm(value ~ month + after + I(after * (month - change)))
  found <- coeftest(fit, vcov = NeweyWest(fit, lag = lag, prewhite = FALSE, adjust = TRUE))
  limits <- confint(found)
  data <- data.frame(value, month, after, since = after * (month - change))
  gls_fit <- gls(value ~ month + after + since, data, correlation = corAR1(form = ~month), method = "REML",
                 control = glsControl(tolerance = 1e-12, msTol = 1e-14, msMaxIter = 500))
  rho <- unname(coef(gls_fit$modelStruct$corStruct, unconstrained = FALSE))
  # a negative correlation is not believed: ordinary least squares
  table <- if (rho > 0) summary(gls_fit)$tTable else summary(lm(value ~ month + after + since, data))$coefficients
  list(rho = max(rho, 0), reml = I(unname(table[, 1])), reml_se = I(unname(table[, 2])), reml_p = I(unname(table[, 4])),
       value = I(value), change = change, lag = lag, estimate = I(unname(found[, 1])), low = I(unname(limits[, 1])),
       high = I(unname(limits[, 2])), p = I(unname(found[, 4])))
}
set.seed(12)
answers <- list(
  quiet = case(0.6 + rnorm(24, 0, 0.04), 12, 2),
  stepped = case(0.5 + 0.001 * (0:35) + 0.1 * (0:35 >= 18) + as.numeric(arima.sim(list(ar = 0.4), 36, sd = 0.03)), 18, 2),
  neighbours = case(0.6 - 0.05 * (0:47 >= 24) + as.numeric(arima.sim(list(ar = 0.7), 48, sd = 0.03)), 24, 2),
  uneven = case(round(runif(40, 0.4, 0.8), 3), 14, 2)
)
cat(toJSON(answers, auto_unbox = TRUE, digits = I(17)), "\n", sep = "")
