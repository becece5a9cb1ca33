# Control limits by closed formulas and qbinom:  Rscript tests/parity/control_limits.R > tests/parity/control_limits.json
suppressPackageStartupMessages(library(jsonlite))
n <- c(31, 44, 27, 52, 38, 40, 25, 61, 33, 47, 36, 42, 18, 70)
calm <- c(18, 27, 15, 33, 22, 26, 14, 38, 19, 30, 20, 27, 9, 40)
wild <- c(9, 40, 5, 49, 10, 38, 4, 58, 8, 44, 6, 39, 5, 66)
base <- 1:12
tails <- pnorm(-c(3, 2))
people <- function(x) {
  p <- sum(x[base]) / sum(n[base])
  z <- (x / n - p) / sqrt(p * (1 - p) / n)
  sigma <- max(1, mean(abs(diff(z[base]))) / 1.128)
  chi <- sum(z[base]^2)
  sd <- sqrt(p * (1 - p) / n) * sigma
  list(
    x = x, mean = p, phi = chi / 11, chance = pchisq(chi, 11, lower.tail = FALSE),
    low = qbinom(tails[1], n, p) / n, high = qbinom(1 - tails[1], n, p) / n,
    warning_low = qbinom(tails[2], n, p) / n, warning_high = qbinom(1 - tails[2], n, p) / n,
    laney_low = pmax(0, p - 3 * sd), laney_high = pmin(1, p + 3 * sd)
  )
}
rate <- c(0.78, 0.81, 0.76, 0.79, 0.83, 0.80, 0.77, 0.82, 0.79, 0.75, 0.80, 0.81, 0.70, 0.90)
sigma <- mean(abs(diff(rate[base]))) / 1.128
xmr <- list(rate = rate, mean = mean(rate[base]), low = mean(rate[base]) - 3 * sigma, high = mean(rate[base]) + 3 * sigma)
cat(toJSON(list(n = n, calm = people(calm), wild = people(wild), xmr = xmr), auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
