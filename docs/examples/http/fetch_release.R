# Fetch a release of a Primum study and verify every file of it.
# R 4.5 or newer (for tools::sha256sum), no packages.
#
#   export PRIMUM_URL=https://primum.hospital.example PRIMUM_STUDY=noharm
#   read -rs PRIMUM_TOKEN && export PRIMUM_TOKEN
#   Rscript fetch_release.R FOLDER [RELEASE]
#
# RELEASE is a number, or latest (the newest that is not withdrawn).

given <- commandArgs(trailingOnly = TRUE)
if (!length(given) %in% 1:2) stop("Usage: Rscript fetch_release.R FOLDER [RELEASE]")
folder <- given[1]
which <- if (length(given) == 2) given[2] else "latest"

study <- paste0(sub("/$", "", Sys.getenv("PRIMUM_URL")), "/api/v1/studies/", Sys.getenv("PRIMUM_STUDY"))
token <- c(Authorization = paste("Bearer", Sys.getenv("PRIMUM_TOKEN")))

fetch <- function(url, file) {
  if (download.file(url, file, headers = token, mode = "wb", quiet = TRUE) != 0) {
    stop("The server did not answer with ", url)
  }
}

# The first match of a pattern with one group, or NA.
found <- function(pattern, text) regmatches(text, regexec(pattern, text))[[1]][2]

# R itself reads no JSON. Of what is known about a release, two fields at the head of it are enough.
about <- tempfile(fileext = ".json")
fetch(paste0(study, "/releases/", which), about)
head <- paste(readLines(about, warn = FALSE, encoding = "UTF-8"), collapse = "\n")
number <- found('"number":([0-9]+)', head)
expected <- found('"sha256":"([0-9a-f]{64})"', head)

dir.create(folder, recursive = TRUE, showWarnings = FALSE)
archive <- file.path(folder, paste0("release-", number, ".zip"))
fetch(paste0(study, "/releases/", number, "/archive"), archive)
if (unname(tools::sha256sum(archive)) != expected) stop("The archive is not the one that was released.")

unpacked <- file.path(folder, paste0("release-", number))
unzip(archive, exdir = unpacked)

# The manifest is written with the same fields in the same order for every file.
manifest <- paste(readLines(file.path(unpacked, "manifest.json"), warn = FALSE, encoding = "UTF-8"), collapse = "\n")
entry <- '"path":\\s*"([^"]+)",\\s*"bytes":\\s*[0-9]+,\\s*"sha256":\\s*"([0-9a-f]{64})"'
entries <- regmatches(manifest, gregexpr(entry, manifest))[[1]]
paths <- sub(entry, "\\1", entries)
hashes <- sub(entry, "\\2", entries)
if (length(paths) == 0) stop("The manifest lists no file.")
wrong <- paths[unname(tools::sha256sum(file.path(unpacked, paths))) != hashes]
if (length(wrong) > 0) stop(wrong[1], " is not as it was released.")

cat(sprintf('{"release": %s, "verified": %d}\n', number, length(paths)))
