/** How releases are fetched from a terminal, in Python and in R, with the addresses of one study. */

export type Recipe = {
	title: string;
	/** What it does and needs. */
	about: string;
	code: string;
};

/**
 * Recipes that can be copied and run as they are, with a token in the environment.
 *
 * @param base of everything that can be asked of the study
 */
export function recipesFor(base: string): Recipe[] {
	return [
		{
			title: 'Terminal',
			about:
				'With curl. The second command fetches the newest release, and nothing where you have it already.',
			code: `curl --fail-with-body --silent --show-error \\
  -H "Authorization: Bearer $PRIMUM_TOKEN" \\
  ${base}/releases

curl --fail-with-body --silent --show-error \\
  -H "Authorization: Bearer $PRIMUM_TOKEN" \\
  --etag-compare release.etag --etag-save release.etag \\
  -o release.zip \\
  ${base}/releases/latest/archive`
		},
		{
			title: 'Python',
			about: 'The newest release, every file of it verified. It needs nothing but Python itself.',
			code: `import hashlib, io, json, os, urllib.request, zipfile

base = "${base}"

def ask(path):
    headers = {"Authorization": "Bearer " + os.environ["PRIMUM_TOKEN"]}
    request = urllib.request.Request(base + path, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return answer.read()

release = json.loads(ask("/releases/latest"))
archive = ask(f"/releases/{release['number']}/archive")
assert hashlib.sha256(archive).hexdigest() == release["sha256"]

files = zipfile.ZipFile(io.BytesIO(archive))
for file in release["manifest"]["files"]:
    found = hashlib.sha256(files.read(file["path"])).hexdigest()
    assert found == file["sha256"], file["path"]
files.extractall(f"release-{release['number']}")
print("Release", release["number"], "is as it should be.")`
		},
		{
			title: 'R',
			about: 'The final scores of the newest release as a data frame. R 3.6 or newer, no packages.',
			code: `base <- "${base}"
token <- c(Authorization = paste("Bearer", Sys.getenv("PRIMUM_TOKEN")))

download.file(paste0(base, "/releases/latest/archive"), "release.zip",
              headers = token, mode = "wb")
unzip("release.zip", exdir = "release")
final <- read.csv("release/tables/final.csv")
table(final$score, useNA = "ifany")`
		}
	];
}
