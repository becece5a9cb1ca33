# Funnel limits and dispersion by Spiegelhalter's formulas in base R:  Rscript tests/parity/funnel.R > tests/parity/funnel.json
suppressPackageStartupMessages(library(jsonlite))

limit <- function(n, target, p) {
  r <- qbinom(p, n, target)
  pmin(pmax((r - (pbinom(r, n, target) - p) / dbinom(r, n, target)) / n, 0), 1)
}
case <- function(n, events) {
  target <- sum(events) / sum(n)
  z <- (events / n - target) / sqrt(target * (1 - target) / n)
  edges <- quantile(z, c(0.1, 0.9), names = FALSE)
  list(
    n = I(n), events = I(events), target = target, z = I(z), phi = mean(pmin(pmax(z, edges[1]), edges[2])^2),
    low = I(limit(n, target, 0.025)), high = I(limit(n, target, 0.975)),
    outer_low = I(limit(n, target, 0.001)), outer_high = I(limit(n, target, 0.999))
  )
}
set.seed(5)
n <- c(11, 14, 20, 35, 60, 61, 80, 120, 150, 200, 310, 500)
answers <- list(even = case(n, rbinom(12, n, 0.6)), scattered = case(n, rbinom(12, n, plogis(rnorm(12, 0.4, 0.9)))))
cat(toJSON(answers, auto_unbox = TRUE, digits = I(17)), "\n", sep = "")
