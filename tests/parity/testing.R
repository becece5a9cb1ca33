# Reference values for the page Drug testing: evenness of test weekdays with the Rao-Scott correction, the share on a
# patient's fullest day under chance, and the chance of a regular gap. Everything is made up; base R only.
#   Rscript tests/parity/testing.R > tests/parity/testing.json

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

even <- function(counts) {
  n <- sum(counts)
  days <- ncol(counts)
  share <- colSums(counts) / n
  variance <- sapply(seq_len(days), function(k) {
    residual <- counts[, k] - rowSums(counts) * share[k]
    nrow(counts) / (nrow(counts) - 1) * sum(residual^2) / n^2
  })
  effect <- sum(n * variance / (1 / days)) / (days - 1)
  pearson <- chisq.test(colSums(counts), p = rep(1 / days, days))
  list(
    counts = lapply(seq_len(nrow(counts)), function(i) I(counts[i, ])),
    chi_square = unname(pearson$statistic), design_effect = effect,
    p = pchisq(unname(pearson$statistic) / effect, days - 1, lower.tail = FALSE)
  )
}

set.seed(7)
one_each <- t(rmultinom(60, 1, rep(1, 5)))
habits <- t(sapply(1:40, function(i) rmultinom(1, 12, c(6, 2, 2, 1, 1)[(seq_len(5) + i) %% 5 + 1])))

fullest <- function(tests, days) {
  all <- expand.grid(rep(list(seq_len(days)), tests))
  mean(apply(all, 1, function(row) max(table(row)))) / tests
}

regular <- function(every) {
  pairs <- expand.grid(seq_len(every), seq_len(every))
  mean(abs(pairs[[2]] - pairs[[1]]) <= 1)
}

write_answers(list(
  fits = list(one_each = even(one_each), habits = even(habits)),
  fullest = list(
    list(tests = 2, days = 7, share = fullest(2, 7)), list(tests = 4, days = 3, share = fullest(4, 3)),
    list(tests = 6, days = 5, share = fullest(6, 5))
  ),
  regular = list(list(every = 7, share = regular(7)), list(every = 3, share = regular(3)))
))
