# Reference values for the share of a part against the share of the whole that holds it, with patients as clusters.
# R: least squares on the part stacked over the whole, its coefficient with errors clustered by patient (sandwich with
# m / (m − 1)) and a t interval with m − 1 degrees of freedom. Everybody is made up.
#   Rscript tests/parity/part_and_whole.R > tests/parity/part_and_whole.json

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

case <- function(patient, flagged, event) {
  y <- c(event[flagged == 1], event)
  part <- c(rep(1, sum(flagged)), rep(0, length(event)))
  who <- c(patient[flagged == 1], patient)
  fit <- lm(y ~ part)
  x <- model.matrix(fit)
  m <- length(unique(patient))
  scores <- rowsum(x * residuals(fit), who)
  bread <- solve(crossprod(x))
  error <- sqrt((m / (m - 1) * bread %*% crossprod(scores) %*% bread)[2, 2])
  difference <- unname(coef(fit)[2])
  reach <- qt(0.975, m - 1) * error
  list(
    patient = I(patient), flagged = I(flagged), event = I(event),
    value = difference, low = difference - reach, high = difference + reach
  )
}

set.seed(41)
who <- sort(sample(1:60, 500, replace = TRUE))
lean <- runif(60)[who]
flagged <- rbinom(500, 1, 0.1 + 0.3 * lean)
event <- rbinom(500, 1, 0.2 + 0.2 * lean + 0.2 * flagged)

cases <- list(
  four_patients = case(c(1, 1, 1, 2, 2, 3, 3, 4), c(1, 0, 1, 1, 0, 0, 0, 1), c(1, 0, 0, 1, 1, 0, 1, 1)),
  sixty_patients = case(who, flagged, event)
)

write_answers(list(cases = cases))
