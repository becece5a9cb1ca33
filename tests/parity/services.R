# Reference values for the page Services and goals: t.test(paired = TRUE), a quasi-Poisson rate with patients as
# clusters (sandwich), the exact Poisson limit of none, and boot's percentile interval of a ratio. Everybody is made up.
#   Rscript tests/parity/services.R > tests/parity/services.json

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))
library(sandwich)
library(boot)

paired <- function(first, second) {
  test <- t.test(first, second, paired = TRUE)
  list(first = I(first), second = I(second), value = unname(test$estimate), low = test$conf.int[1], high = test$conf.int[2])
}

rate <- function(amount, time) {
  fit <- glm(amount ~ 1 + offset(log(time)), family = quasipoisson)
  error <- sqrt(vcovCL(fit, cluster = seq_along(amount), type = "HC1")[1, 1])
  reach <- qt(0.975, length(amount) - 1) * error
  list(amount = I(amount), time = I(time), value = unname(exp(coef(fit))),
       low = unname(exp(coef(fit) - reach)), high = unname(exp(coef(fit) + reach)))
}

set.seed(47)
before <- round(rnorm(40, 12, 5))
after <- round(before - rnorm(40, 3, 4))
weeks <- round(runif(60, 1, 14), 1)
hours <- round(weeks * rgamma(60, 4, 1), 1)
contacts <- rpois(60, 0.05 * weeks)
cost <- round(rgamma(120, 2.4, 1 / 1100))
abstinent <- rbinom(120, 1, 0.5)
people <- data.frame(cost, abstinent)
drawn <- boot(people, function(rows, who) sum(rows$cost[who]) / sum(rows$abstinent[who]), R = 50000)
limits <- boot.ci(drawn, type = "perc")$percent[4:5]

write_answers(list(
  paired = list(four_people = paired(c(8, 5, 9, 4), c(12, 9, 10, 7)), forty = paired(after, before)),
  rates = list(four_people = rate(c(2, 0, 1, 3), c(10, 8, 6, 6)), hours = rate(hours, weeks),
               contacts = rate(contacts, weeks)),
  none = list(weeks = 250, high = poisson.test(0, 250)$conf.int[2]),
  ratio = list(cost = I(cost), abstinent = I(abstinent), value = sum(cost) / sum(abstinent),
               low = limits[1], high = limits[2])
))
