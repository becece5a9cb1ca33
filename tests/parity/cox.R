# Cox models, score residuals and cox.zph in R's survival on textbook data and the CTN-0094 subjects:
#   Rscript tests/parity/cox.R [SUBJECTS.csv] > tests/parity/cox.json
suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})
here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])
books <- fromJSON(file.path(dirname(here), "textbook.json"))
rossi <- as.data.frame(books$rossi)
pbc <- as.data.frame(books$pbc)

tight <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60)
told <- function(fit) {
  zph <- cox.zph(fit, transform = "km", terms = FALSE)$table
  table <- summary(fit)$coefficients
  list(
    coef = I(unname(coef(fit))), se = I(unname(table[, "se(coef)"])),
    robust = if ("robust se" %in% colnames(table)) I(unname(table[, "robust se"])) else NULL,
    loglik = I(fit$loglik), zph = I(unname(zph[, "chisq"])), zph_p = I(unname(zph[, "p"]))
  )
}
set.seed(3)
rossi$w <- round(runif(nrow(rossi), 0.3, 3), 2)
rossi$twin <- rep(1:216, each = 2)
# aid that begins part-way: the textbook's prisoners followed in two stretches, cut at week 20
split <- survSplit(Surv(week, arrest) ~ ., rossi, cut = 20, episode = "part")
split$late <- split$fin * (split$part == 2)
answers <- list(
  rossi = told(coxph(Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio, rossi, ties = "efron", control = tight)),
  rossi_clusters = told(coxph(Surv(week, arrest) ~ fin + age + prio, rossi, cluster = twin, ties = "efron", control = tight)),
  rossi_weights = c(told(coxph(Surv(week, arrest) ~ fin + age + prio, rossi, weights = w, robust = TRUE, ties = "efron", control = tight)), list(w = I(rossi$w))),
  rossi_two_stretches = told(coxph(Surv(tstart, week, arrest) ~ fin + late + age, split, cluster = twin, ties = "efron", control = tight)),
  pbc_death = told(coxph(Surv(time, status == 2) ~ trt + age + I(sex == "f") + edema + log(bili) + albumin, pbc, ties = "efron", control = tight))
)
if (!is.na(commandArgs(TRUE)[1])) {
  ctn <- read.csv(commandArgs(TRUE)[1])
  drug <- ctn[ctn$project == "CTN-0027" & !is.na(ctn$age), ]
  answers$ctn0094_relapse <- told(coxph(Surv(relapse_time, relapse_event) ~ I(medication == "methadone") + age + I(sex == "male"), drug, ties = "efron", control = tight))
  answers$ctn0094_dropout <- told(coxph(Surv(dropout_time, dropout_event) ~ I(medication == "methadone") + age + I(sex == "male"), drug, ties = "efron", control = tight))
  answers$ctn0094_relapse$n <- nrow(drug)
}
cat(toJSON(answers, auto_unbox = TRUE, digits = I(17), na = "null", null = "null"), "\n", sep = "")
