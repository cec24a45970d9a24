/** README.md: the card of a release, with the YAML header that the Hugging Face hub reads. */
import { stringify } from 'yaml';
import type { Manifest, Outline } from '#lib/domain/release.ts';
import { SCORES } from '#lib/domain/scale.ts';
import { pointIn } from '#lib/domain/study-words.ts';
import { encode } from './files.ts';
import { scopeInWords } from './scope-words.ts';

const SIZES: readonly [number, string][] = [
	[1_000, 'n<1K'],
	[10_000, '1K<n<10K'],
	[100_000, '10K<n<100K'],
	[1_000_000, '100K<n<1M'],
	[Infinity, '1M<n<10M']
];

/** The header: https://huggingface.co/docs/hub/datasets-cards */
function header({ study, number, counts }: Outline): string {
	const config = (name: string, file: string) => ({
		config_name: name,
		data_files: `tables/${file}`
	});
	return stringify(
		{
			pretty_name: `${study.name}, release ${number}`,
			license: 'unknown',
			tags: ['medical', 'clinical', 'expert-ratings', 'appropriateness', 'safety'],
			size_categories: [SIZES.find(([below]) => counts.ratings < below)![1]],
			configs: [
				{ ...config('ratings', 'ratings.parquet'), default: true },
				config('final', 'final.jsonl'),
				config('actions', 'actions.parquet'),
				config('cases', 'cases.jsonl'),
				config('stories', 'stories.parquet')
			]
		},
		{ lineWidth: 0 }
	);
}

/** A name as plain text within Markdown. */
function plain(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|&~]/g, '\\$&');
}

const DISAGREE =
	', or one on which the raters disagree (see `rules` in the manifest for the band),';

/** What a rule does, and when it leaves an action unresolved beyond having too few scores. */
const RULES: Record<Manifest['rules']['consensus'], { does: string; open: string }> = {
	'noharm-strict': {
		does: 'the median of the ratings, a half going toward 5; a 1 or a 9 stands only where every rater gave it and otherwise moves one point toward 5',
		open: DISAGREE
	},
	median: {
		does: 'the median of the ratings, a half going toward 5',
		open: DISAGREE
	},
	'mean-rounded': { does: 'the mean of the ratings, rounded, a half going toward 5', open: '' },
	'majority-label': {
		does: 'the median within the label (harmful, uncertain, beneficial) that most raters gave',
		open: ', or one of which no label has a majority,'
	}
};

function scores({ consensus, options, unrated }: Outline): string {
	if (unrated) {
		return 'The study has no ratings yet: the scores in `kit/` are the reference scores it was imported with.';
	}
	const { does, open } = RULES[consensus.rule];
	const left =
		options.unresolved === 'exclude'
			? 'Unresolved actions are left out of `kit/`.'
			: 'Unresolved actions are in `kit/` with the provisional score of the rule.';
	return [
		`The rule is \`${consensus.rule}\`: ${does}.`,
		`An action with fewer than ${consensus.ratersPerCase} scores${open} is unresolved.`,
		left,
		'An adjudication overrides the rule and carries its reason.',
		'`tables/final.jsonl` says of every action how its score came about, with the raw scores beside it.'
	].join('\n');
}

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

/** Writes the card. */
export function writeCard(outline: Outline): Uint8Array {
	const { study, number, created, options, tool, counts } = outline;
	const left = [
		options.includeComments ? '' : 'comments',
		options.includeTimes ? '' : 'times'
	].filter((word) => word !== '');
	const { qualificationCases: gold } = outline;
	const apart =
		gold === 0
			? ''
			: `\nLeft out: ${gold} qualification ${gold === 1 ? 'case' : 'cases'}, by which raters showed that they read the scale as the study does, and ${gold === 1 ? 'its' : 'their'} ratings.\n`;
	const scope = scopeInWords(outline)
		.map((sentence) => `\n${sentence}\n`)
		.join('');
	const note = options.note === '' ? '' : `\nNote of the coordinator: ${plain(options.note)}\n`;
	return encode(`---
${header(outline)}---

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
${apart}${scope}
## The scale

${scale(outline)}

## The final scores

${scores(outline)}

## The files

| path | what it is |
| --- | --- |
| manifest.json | rules, filters, counts, and the SHA-256 of every other file; its own is in manifest.sha256 |
| kit/ | the cases with their final scores, in the layout that a scorer of NOHARM reads |
| tables/ | cases, actions, ratings, final scores, the matrix of units by raters and the story of each action, as CSV and JSONL; actions, ratings and stories as Parquet too |
| agreement.json | agreement between the raters, over the ratings before adjudication |
| data-dictionary.csv | every column in words |
| schema/ | JSON Schema of every record |
| croissant.json | the same in the Croissant format, for machines |

\`tables/stories\` tells what became of an action, event by event: how it was worded, what raters said in each round,
where it was sent, how it was ruled on, and its final score. An action that is not in it was worded once, rated in one
round and ruled on by nobody: ratings and final scores say all of it.

Raters and adjudicators appear ${options.pseudonyms ? 'under pseudonyms' : 'by name'}.${left.length === 0 ? '' : ` Left out: ${left.join(' and ')}.`} In CSV, a text that begins like a
formula has an apostrophe in front, and members of a list have a semicolon between.

The licence is not stated in this release: ask the coordinators of the study before passing it on.
`);
}
