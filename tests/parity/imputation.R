# Golden values of imputation, from R's mice, survival and glm. Run: Rscript tests/parity/imputation.R > tests/parity/imputation.json
suppressPackageStartupMessages({library(mice); library(survival); library(jsonlite)})

# 1. Rubin's rules with Barnard-Rubin degrees of freedom, as mice::pool.scalar has them.
pooled <- function(q, u, n, k = 1) {
  found <- pool.scalar(Q = q, U = u, n = n, k = k)
  reach <- qt(0.975, found$df) * sqrt(found$t)
  list(q = q, u = u, n = if (is.infinite(n)) NULL else n, k = k, value = found$qbar, within = found$ubar,
       between = found$b, variance = found$t, degrees = found$df, fraction_missing = found$fmi,
       low = found$qbar - reach, high = found$qbar + reach)
}
rules <- list(
  five = pooled(c(0.41, 0.52, 0.38, 0.47, 0.55), c(0.010, 0.012, 0.009, 0.011, 0.013), 60),
  two = pooled(c(-1.2, -0.7), c(0.05, 0.04), 25),
  nothing_between = pooled(c(0.3, 0.3, 0.3), c(0.02, 0.02, 0.02), 40),
  endless = pooled(c(1.1, 0.9, 1.0, 1.3), c(0.2, 0.25, 0.22, 0.21), Inf),
  two_groups = pooled(c(0.10, 0.14, 0.06, 0.12), c(0.004, 0.005, 0.004, 0.006), 120, k = 2)
)

# 2. Survival of completed data sets pooled on the cloglog scale and back. Five data sets made of `lung` by a rule
# without chance: subject i has in data set d the event unless (i * d) %% 7 == 0.
own <- lung[!is.na(lung$time), ]
sets <- lapply(1:5, function(d) {
  data.frame(time = own$time, event = as.integer(own$status == 2 & (seq_len(nrow(own)) * d) %% 7 != 0), sex = own$sex)
})
at_day <- function(rows, day) {
  found <- summary(survfit(Surv(time, event) ~ 1, rows), times = day)
  c(share = found$surv, error = found$std.err)      # Greenwood
}
back <- function(day, sex) {
  each <- sapply(sets, function(rows) at_day(rows[rows$sex == sex, ], day))
  s <- each["share", ]
  q <- log(-log(s))
  u <- (each["error", ] / (s * log(s)))^2
  n <- sum(own$sex == sex)
  found <- pool.scalar(Q = q, U = u, n = n)
  reach <- qt(0.975, found$df) * sqrt(found$t)
  list(n = n, value = exp(-exp(found$qbar)), low = exp(-exp(found$qbar + reach)), high = exp(-exp(found$qbar - reach)))
}
apart <- function(day) {
  each <- lapply(1:2, function(sex) sapply(sets, function(rows) at_day(rows[rows$sex == sex, ], day)))
  q <- each[[2]]["share", ] - each[[1]]["share", ]
  u <- each[[1]]["error", ]^2 + each[[2]]["error", ]^2
  found <- pool.scalar(Q = q, U = u, n = nrow(own), k = 2)
  reach <- qt(0.975, found$df) * sqrt(found$t)
  list(value = found$qbar, low = found$qbar - reach, high = found$qbar + reach)
}
shares <- list()
for (day in c(180, 365)) {
  shares[[as.character(day)]] <- list(male = back(day, 1), female = back(day, 2), difference = apart(day))
}

# 3. The same with subjects as clusters: rows 1 and 2, 3 and 4, … are one subject's; survfit's robust error.
clustered <- function(day) {
  each <- sapply(sets, function(rows) {
    rows$id <- (seq_len(nrow(rows)) - 1) %/% 2
    found <- summary(survfit(Surv(time, event) ~ 1, rows, cluster = id), times = day)
    c(share = found$surv, error = found$std.err)
  })
  list(share = each["share", ], log_variance = (each["error", ] / each["share", ])^2)
}

# 4. The imputation model: glm on weeks with a result, with the pseudo-rows (p + 1 rows' worth, at each covariate's mean
# half a standard deviation up and down). 60 people of 8 weeks by a rule without chance.
words <- t(sapply(1:60, function(i) {
  sapply(1:8, function(w) {
    if ((i * 3 + w * 5) %% 11 < 3) "o" else if ((i * i + w * 7 + i * w) %% 9 < (2 + i %% 4)) "+" else "-"
  })
}))
group <- (1:60) %% 2
seen <- ifelse(words == "+", 2, ifelse(words == "-", 1, 0))
level <- function(row, w, step) {
  places <- if (step < 0) rev(seq_len(w - 1)) else if (w < 8) (w + 1):8 else integer(0)
  for (place in places) if (row[place] > 0) return(row[place] + ifelse(abs(place - w) > 1, 2, 0))
  0
}
rows <- do.call(rbind, lapply(1:60, function(i) do.call(rbind, lapply(which(seen[i, ] > 0), function(w) {
  y <- seen[i, w] == 2
  plus <- sum(seen[i, ] == 2) - y
  minus <- sum(seen[i, ] == 1) - !y
  others <- max(-16, min(16, round(4 * log((plus + 0.5) / (minus + 0.5)))))
  last <- level(seen[i, ], w, -1)
  following <- level(seen[i, ], w, 1)
  c(y, last == 1:4, following == 1:4, group[i] == 1, w - 1, w <= 4, others / 4)
}))))
y <- rows[, 1]
x <- rows[, -1]
p <- ncol(x)
mean_of <- colMeans(x)
spread <- apply(x, 2, sd)
pseudo <- matrix(mean_of, 2 * p, p, byrow = TRUE)
for (j in 1:p) {
  pseudo[2 * j - 1, j] <- pmin(max(x[, j]), pmax(min(x[, j]), mean_of[j] + spread[j] / 2))
  pseudo[2 * j, j] <- pmin(max(x[, j]), pmax(min(x[, j]), mean_of[j] - spread[j] / 2))
}
share <- (sum(y) + 0.5) / (length(y) + 1)
each <- (p + 1) / nrow(pseudo)
answer <- c(y, rep(1, nrow(pseudo)), rep(0, nrow(pseudo)))
weight <- c(rep(1, length(y)), rep(each * share, nrow(pseudo)), rep(each * (1 - share), nrow(pseudo)))
fit <- suppressWarnings(glm(answer ~ rbind(x, pseudo, pseudo), family = binomial, weights = weight,
                            control = glm.control(epsilon = 1e-15, maxit = 100)))
design <- model.matrix(fit)
chance <- fitted(fit)
covariance <- solve(t(design) %*% (weight * chance * (1 - chance) * design))
model <- list(
  words = apply(words, 1, paste, collapse = ""), group = group,
  coefficients = unname(coef(fit)), errors = unname(sqrt(diag(covariance)))
)

cat(toJSON(
  list(
    versions = list(R = R.version.string, mice = as.character(packageVersion("mice")),
                    survival = as.character(packageVersion("survival"))),
    lung = list(time = own$time, event = as.integer(own$status == 2), sex = own$sex),
    rules = rules, shares = shares, clustered = list(`180` = clustered(180), `365` = clustered(365)), model = model
  ),
  auto_unbox = TRUE, digits = I(17), pretty = FALSE, null = "null"
))
