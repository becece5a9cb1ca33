# What R says about four published endpoints of the CTN-0094 patients, by project. The JSON holds no patient's row.
#   python -m analytics convert ctn0094 CTN0094_FOLDER/records --out CONVERTED
#   python -m analytics patterns --data CONVERTED --where randomised=true --out WORDS.csv
#   Rscript tests/parity/survival_ctn0094.R CTN0094_FOLDER WORDS.csv > tests/parity/survival_ctn0094.json
# Three inputs: "published", the result columns of reference/endpoints.csv (all patients with an odd number); "words", the
# weekly words of reference/weekly_opioid_pattern.csv (the randomised ones with an odd number), read by the rules below;
# "all_randomised", our own words of all randomised patients, read by the same rules. Without WORDS.csv the third is left
# out. Those of our words that are published must be equal to the letter.

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

TAU <- 12
folder <- commandArgs(TRUE)[1]
our_words <- commandArgs(TRUE)[2]
if (is.na(folder)) stop("Name the folder of the CTN-0094 records (with records/ and reference/).")
records <- new.env()
load(file.path(folder, "records", "everybody.rda"), envir = records)
project_of <- setNames(paste0("CTN-00", records$everybody$project), records$everybody$who)

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
# censored `short_of_end` weeks before the end of the word: reference/endpoint_spec.csv.
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
words <- paste0(patterns$Phase_1, patterns$Phase_2)

by_project <- function(result, who) answer_of(result$time, result$event, project_of[as.character(who)], TAU)
answers <- list(
  published = lapply(setNames(names(columns), names(columns)), function(key) by_project(published(key), results$who)),
  words = lapply(from_words(words), by_project, who = patterns$who)
)
if (!is.na(our_words)) {
  ours <- read.csv(our_words, colClasses = "character")
  also_published <- ours$pattern[match(patterns$who, ours$patient_id)]
  if (anyNA(also_published) || any(also_published != words)) stop("Our words differ from the published ones.")
  answers$all_randomised <- lapply(from_words(ours$pattern), by_project, who = ours$patient_id)
}
write_answers(answers)
