# What R says about four published endpoints of the CTN-0094 patients with an odd number, by project.
#   Rscript tests/parity/survival_ctn0094.R CTN0094_FOLDER > tests/parity/survival_ctn0094.json
# Two inputs: "published", the result columns of reference/endpoints.csv (all odd patients); and "words", the randomised
# ones' weekly words of reference/weekly_opioid_pattern.csv read by the rules below. The JSON holds no patient's row.

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

TAU <- 12
folder <- commandArgs(TRUE)[1]
if (is.na(folder)) stop("Name the folder of the CTN-0094 records (with records/ and reference/).")
records <- new.env()
load(file.path(folder, "records", "everybody.rda"), envir = records)
project_of <- setNames(as.character(records$everybody$project), records$everybody$who)

results <- read.csv(file.path(folder, "reference", "endpoints.csv"))
columns <- list(
  ctn0094_relapse = "ctnNinetyFour_2023", lee_2016_relapse = "lee_2016",
  mokri_2016_first_positive = "mokri_2016", ctn0094_dropout = "ctnNinetyFour_2023"
)
prefixes <- list(
  ctn0094_relapse = "Rs", lee_2016_relapse = "Rs", mokri_2016_first_positive = "Ab", ctn0094_dropout = "Dr"
)

published <- function(key) {
  column <- function(part) results[[paste0(prefixes[[key]], part, "_", columns[[key]])]]
  list(time = column("T"), event = as.integer(column("E")))
}

# The first window of `weeks` weeks with at least `needed` of `symbol`, dated `shift` weeks after its start; without one,
# censored `shift` (Lee: `weeks` − 3) short of the end: reference/endpoint_spec.csv.
first_window <- function(words, symbol, weeks, needed, shift, short_of_end) {
  found <- vapply(strsplit(words, ""), function(letters) {
    marked <- letters == symbol
    starts <- seq_len(max(length(letters) - weeks + 1, 0))
    full <- vapply(starts, function(s) sum(marked[s:(s + weeks - 1)]) >= needed, logical(1))
    if (any(full)) which(full)[1] + shift else NA_real_
  }, numeric(1))
  list(time = ifelse(is.na(found), nchar(words) - short_of_end, found), event = as.integer(!is.na(found)))
}

from_words <- function(words) {
  strict <- chartr("o*", "++", words)
  list(
    ctn0094_relapse = first_window(strict, "+", 4, 4, 0, 3),
    lee_2016_relapse = first_window(strict, "+", 4, 2, 2, 1),
    mokri_2016_first_positive = first_window(strict, "+", 1, 1, 0, 0),
    ctn0094_dropout = first_window(words, "o", 4, 4, 0, 3)
  )
}

# The rules above must reproduce the published columns to the last patient before they are used on other words
checked <- from_words(results$usePatternUDS)
for (key in names(columns)) {
  expected <- published(key)
  differing <- checked[[key]]$time != expected$time | checked[[key]]$event != expected$event
  if (any(differing)) stop(key, ": ", sum(differing), " of ", length(differing), " patients differ from the published column.")
}

patterns <- read.csv(file.path(folder, "reference", "weekly_opioid_pattern.csv"), colClasses = "character")
patterns <- patterns[patterns$randWeek1 != "", ]
word_results <- from_words(paste0(patterns$Phase_1, patterns$Phase_2))

by_project <- function(result, who) answer_of(result$time, result$event, project_of[as.character(who)], TAU)
write_answers(list(
  published = lapply(setNames(names(columns), names(columns)), function(key) by_project(published(key), results$who)),
  words = lapply(word_results, by_project, who = patterns$who)
))
