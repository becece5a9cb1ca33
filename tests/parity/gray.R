# Gray's test in R's cmprsk on textbook and made-up data:  Rscript tests/parity/gray.R [SUBJECTS.csv] > tests/parity/gray.json
# SUBJECTS.csv: python -m tests.parity.ctn0094_subjects CONVERTED SUBJECTS.csv (only test results of it are written).

suppressPackageStartupMessages({
  library(cmprsk)
  library(jsonlite)
})
here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
pbc <- fromJSON(file.path(dirname(here), "textbook.json"))$pbc

tests_of <- function(time, cause, group) {
  found <- cuminc(time, cause, group)$Tests
  list(statistic = I(unname(found[, "stat"])), p = I(unname(found[, "pv"])), df = I(unname(found[, "df"])))
}
case <- function(time, cause, group) {
  list(time = I(time), cause = I(cause), group = I(group), tests = tests_of(time, cause, group))
}
set.seed(94)
weeks <- pmin(ceiling(rexp(300, 1 / 8)), 24)
cause <- ifelse(weeks == 24, 0, sample(0:2, 300, replace = TRUE, prob = c(2, 5, 3)))
days <- pmin(floor(rexp(500, 1 / 60)), 180)
group4 <- sample(0:3, 500, replace = TRUE, prob = c(5, 3, 1, 1))
cause3 <- ifelse(days == 180, 0, ifelse(group4 == 2, sample(0:3, 500, TRUE, c(3, 1, 3, 3)), sample(0:3, 500, TRUE)))
answers <- list(
  pbc = list(tests = tests_of(pbc$time, pbc$status, pbc$trt)),
  pbc_stage = list(tests = tests_of(pbc$time, pbc$status, pbc$stage)),
  weekly_ties = case(weeks, cause, rep(0:1, 150)),
  four_groups_three_causes = case(days, cause3, group4),
  five_people = case(c(1, 2, 2, 3, 4), c(1, 1, 2, 0, 1), c(0, 1, 0, 1, 1))
)
if (!is.na(commandArgs(TRUE)[1])) {
  ctn <- read.csv(commandArgs(TRUE)[1])
  # relapse, with dropping out before it as the competing cause
  first <- pmin(ctn$relapse_time, ctn$dropout_time)
  why <- ifelse(ctn$relapse_event == 1 & ctn$relapse_time <= ctn$dropout_time, 1, ifelse(ctn$dropout_event == 1 & ctn$dropout_time <= ctn$relapse_time, 2, 0))
  answers$ctn0094 <- list(tests = tests_of(first, why, ctn$project))
}
cat(toJSON(answers, auto_unbox = TRUE, digits = I(17), na = "null"), "\n", sep = "")
