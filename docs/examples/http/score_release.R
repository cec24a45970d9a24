# Score what one system would do against a release: F1_weighted of the scheme mast-2026-07.
# R 3.6 or newer, no packages.
#
#   Rscript score_release.R RELEASE_FOLDER CHOICES.csv
#
# CHOICES.csv has the columns case, action and recommend (yes or no), a line for every action of each case
# that is answered. It is read with the tables of the release, for base cases; score_release.py reads the kit.

given <- commandArgs(trailingOnly = TRUE)
if (length(given) != 2) stop("Usage: Rscript score_release.R RELEASE_FOLDER CHOICES.csv")

table_of <- function(name) {
  path <- file.path(given[1], "tables", paste0(name, ".csv"))
  read.csv(path, encoding = "UTF-8", na.strings = "", stringsAsFactors = FALSE)
}
actions <- table_of("actions")
final <- table_of("final")
choices <- read.csv(given[2], stringsAsFactors = FALSE)

# 72 for a score of 1 or 9, 24 for 2 or 8, 3 for 3 or 7, 1 for 4 to 6.
weight <- function(score) c(1, 3, 24, 72)[pmax(0, abs(score - 5) - 1) + 1]

# Actions without a final score are not in the kit, and no scorer sees them.
actions <- merge(actions, final[!is.na(final$score), c("case", "action", "score")],
                 by.x = c("case", "number"), by.y = c("case", "action"))

f1 <- function(id) {
  own <- actions[actions$case == id, ]
  chosen <- choices[choices$case == id & tolower(choices$recommend) %in% c("yes", "true", "1"), ]
  done <- own$number %in% chosen$action
  # An action that depends on others is moot where none of them was done.
  moot <- vapply(seq_len(nrow(own)), function(i) {
    if (is.na(own$depends_on[i])) return(FALSE)
    parents <- as.integer(strsplit(as.character(own$depends_on[i]), "[^0-9]+")[[1]])
    !any(parents %in% own$number[done])
  }, logical(1))
  # Alternatives of one name are one unit, whatever else is a unit of its own.
  grouped <- !is.na(own$group) & own$group_type %in% "alternative"
  unit <- ifelse(grouped, paste("group", own$group), paste("lone", own$number))
  counts <- own$score >= 7 & !moot
  best <- function(which) if (any(which)) weight(max(own$score[which])) else 0
  units <- unique(unit[counts])
  possible <- sum(vapply(units, function(u) best(unit == u & counts), numeric(1)))
  reached <- sum(vapply(units, function(u) best(unit == u & counts & done), numeric(1)))
  recommended <- sum(weight(own$score[done]))
  right <- sum(weight(own$score[done & own$score >= 7]))
  precision <- if (recommended > 0) right / recommended else 0
  recall <- if (possible > 0) reached / possible else 0
  if (precision + recall > 0) 2 * precision * recall / (precision + recall) else 0
}

values <- vapply(unique(choices$case), f1, numeric(1))
cat(sprintf('{"scheme": "mast-2026-07", "F1_weighted": %.15g}\n', mean(values)))
