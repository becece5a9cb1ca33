# What R says about any durations: a CSV with the columns group, time, event in, the JSON of the parity tests out.
#   Rscript tests/parity/survival_from_csv.R DURATIONS.csv [TAU] > ANSWER.json
# TAU limits the restricted mean of every group; without it the shortest of the groups' last times does.

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(here), "survival_functions.R"))

arguments <- commandArgs(TRUE)
if (!length(arguments)) stop("Name the CSV file with the columns group, time, event.")
durations <- read.csv(arguments[1], colClasses = c(group = "character"))
missing <- setdiff(c("group", "time", "event"), names(durations))
if (length(missing)) stop("The CSV file has no column ", paste(missing, collapse = ", "), ".")
shortest <- min(tapply(durations$time, durations$group, max))
tau <- if (length(arguments) > 1) as.numeric(arguments[2]) else shortest
write_answers(list(answer = answer_of(durations$time, durations$event, durations$group, tau)))
