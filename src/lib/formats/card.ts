/** README.md: the card of a release, for people, with the header that hubs and loaders read. */
import type { Manifest, Outline } from '#lib/domain/release.ts';
import { licenseUrl, spdxOf } from '#lib/domain/license.ts';
import { SCORES } from '#lib/domain/scale.ts';
import { pointIn } from '#lib/domain/study-words.ts';
import { FIGURES } from './agreement-headline.ts';
import type { AgreementDocument } from './agreement-record.ts';
import { headerOf, SPLIT } from './card-header.ts';
import { LIMITS, names, rule, scope } from './card-words.ts';
import { bibtex, citation } from './citation.ts';
import { encode } from './files.ts';
import { plain } from './markdown.ts';

/** The scale as its raters read it last. */
function scale({ words }: Outline): string {
	const rows = SCORES.map((score) => {
		const { label, meaning } = pointIn(words.scale, score);
		return `| ${score} | ${plain(label)} | ${plain(meaning)} |`;
	});
	const own =
		words.scale === null
			? []
			: [
					`In the study's own words, version ${words.version}; an earlier rating may have been given under another version.`,
					''
				];
	return [...own, '| score | label | meaning |', '| ---: | --- | --- |', ...rows].join('\n');
}

function agreementTable(agreement: AgreementDocument): string {
	const rows = FIGURES.map(([where, name, words]) => {
		const found = agreement[where][name]!;
		const { value, units, ratings } = found;
		const shown = value === undefined ? found.undefined : value.toFixed(2);
		return `| ${words} | ${shown} | ${intervalOf(found)} | ${units} | ${ratings} |`;
	});
	const rounds = agreement.rounds.map(
		({ round, units, ratings }) => `| ${round} | ${units} | ${ratings} |`
	);
	return [
		'| figure | value | 95% interval | actions | scores |',
		'| --- | ---: | ---: | ---: | ---: |',
		...rows,
		'',
		'Scores before adjudication, the newest of each rater; intervals by case (jackknife) where nothing else is said. `agreement.json` has every',
		'coefficient with what it rests on, and the same of each round and each specialty.',
		...(rounds.length === 0
			? []
			: ['', '| round | actions scored | scores |', '| ---: | ---: | ---: |', ...rounds])
	].join('\n');
}

function intervalOf({ value, ci95, interval }: AgreementDocument['coefficients'][string]): string {
	if (value === undefined || ci95 === undefined) return 'none';
	const ends = ci95.map((end) => end.toFixed(2)).join(' to ');
	return interval === 'by case' ? ends : `${ends} (over actions)`;
}

const listOf = (sentences: readonly string[]) =>
	sentences.map((sentence) => `- ${sentence}`).join('\n');

function changed(changes: Manifest['changes']): string {
	if (!changes) return '';
	const { since, sentences } = changes;
	const list = sentences.length === 0 ? 'None.' : listOf(sentences.map(plain));
	return `\n## Changes since release ${since}\n\n${list}\n`;
}

/** What the card says beside what is in the files. */
export type Told = {
	agreement: AgreementDocument;
	/** As the manifest has them. */
	changes: Manifest['changes'];
};

/** Writes the card. */
export function writeCard(outline: Outline, { agreement, changes }: Told): Uint8Array {
	const { study, number, created, options, tool, counts } = outline;
	const note = options.note === '' ? '' : `\nNote of the coordinator: ${plain(options.note)}\n`;
	const license =
		options.license === null
			? 'The licence is not stated in this release: ask the coordinators of the study before passing it on.'
			: `[${spdxOf(options.license)}](${licenseUrl(options.license)})`;
	return encode(`---
${headerOf(outline)}---

# ${plain(study.name)}, release ${number}

Medical specialists rated the candidate actions of clinical cases. Made ${created} with Primum ${tool.version}.
${note}
| what | number |
| --- | ---: |
| cases | ${counts.cases} |
| actions | ${counts.actions} |
| raters | ${counts.raters} |
| ratings | ${counts.ratings} |
| actions with a final score | ${counts.final} |
| actions unresolved | ${counts.unresolved} |

## What is in it

${listOf(scope(outline))}

${names(outline)}

## The scale

${scale(outline)}

## The final scores

${rule(outline).join('\n')}

## Agreement

${agreementTable(agreement)}
${changed(changes)}
## The files

| path | what it is |
| --- | --- |
| manifest.json | rules with their versions, filters, counts, and the SHA-256 of every other file; its own is in manifest.sha256 |
| kit/ | the cases with their final scores, in the layout that a scorer of NOHARM reads |
| tables/ | cases, actions, ratings, final scores, the matrix of actions by raters and the story of each action, each as CSV, JSONL and Parquet |
| agreement.json | agreement between the raters, over the ratings before adjudication |
| data-dictionary.csv | every column in words |
| schema/ | JSON Schema of every record |
| croissant.json | the same in the Croissant format, for machines |

\`tables/ratings\` holds the newest answer of each rater.
\`tables/stories\` tells what became of an action, event by event: how it was worded, what raters said in each round,
where it was sent, how it was ruled on, and its final score. An action that is not in it was worded once, rated in one
round and ruled on by nobody: ratings and final scores say all of it.
What nobody said is null in JSONL and Parquet, and an empty cell in CSV. In CSV, a text that begins like a formula has an
apostrophe in front, and members of a list have a semicolon between.

## How to load it

\`\`\`python
from datasets import load_dataset  # any of the configurations above; ratings where none is named
ratings = load_dataset("PATH", "ratings", split="${SPLIT}")

import pandas
final = pandas.read_parquet("PATH/tables/final.parquet")
\`\`\`

\`\`\`r
ratings <- arrow::read_parquet("PATH/tables/ratings.parquet")
ratings <- read.csv("PATH/tables/ratings.csv", na.strings = "")
\`\`\`

## How to verify it

\`sha256sum -c manifest.sha256\` holds the manifest against its hash, and the manifest has that of every other file.
\`primum verify PATH\` does both, holds every record against its schema, and looks whether all that is referred to is there.

## How to cite it

${plain(citation(outline))}

\`\`\`bibtex
${bibtex(outline)}
\`\`\`

## Licence

${license}

## Limits

${listOf(LIMITS)}
`);
}
