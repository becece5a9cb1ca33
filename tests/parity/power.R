# Power of two shares in base R:  Rscript tests/parity/power.R > tests/parity/power.json
suppressPackageStartupMessages(library(jsonlite))
cases <- list(c(0.55, 0.65), c(0.4, 0.2), c(0.5, 0.7), c(0.1, 0.02))
answers <- lapply(cases, function(p) list(
  shares = I(p), needed = ceiling(power.prop.test(p1 = p[1], p2 = p[2], power = 0.8, tol = 1e-12)$n - 1e-6),
  power_150 = power.prop.test(n = 150, p1 = p[1], p2 = p[2], strict = TRUE)$power
))
above <- uniroot(function(p2) power.prop.test(n = 200, p1 = 0.55, p2 = p2, strict = TRUE)$power - 0.8, c(0.56, 0.95), tol = 1e-12)$root
cat(toJSON(list(cases = answers, above_055_with_200 = above), auto_unbox = TRUE, digits = I(17)), "\n", sep = "")
