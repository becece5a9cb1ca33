# Two textbook data sets, for the tests and the other R scripts here:
#   Rscript tests/parity/textbook.R ROSSI.csv > tests/parity/textbook.json
# rossi: 432 released prisoners (Rossi, Berk and Lenihan 1980), the CSV of lifelines.datasets.load_rossi(); pbc: the 312
# randomised patients of R's survival::pbc with transplant (cause 1) competing with death (cause 2).

suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})
rossi <- read.csv(commandArgs(TRUE)[1])
trial <- pbc[!is.na(pbc$trt), c("time", "status", "trt", "age", "sex", "edema", "bili", "albumin", "stage")]
trial$sex <- as.character(trial$sex)
cat(toJSON(list(rossi = as.list(rossi), pbc = as.list(trial)), digits = I(17), na = "null"), "\n", sep = "")
