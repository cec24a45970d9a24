/** The card of a release that is not made yet, as it would read but for its note and what changed since the last one. */
import { isDefined, type Coefficient } from '#lib/agreement/coefficient.ts';
import type { ReleaseChoices } from '#lib/domain/release-choices.ts';
import type { Outline } from '#lib/domain/release.ts';
import type { AgreementDocument } from '#lib/formats/agreement-record.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { VERSION } from '../../version.ts';
import { figuresOf } from '../agreeing/index.ts';
import { holdsOf } from './check-sums.ts';
import { judged, type Judged, type JudgingOf } from './judged.ts';

/**
 * The card as Markdown, with its header.
 *
 * @throws Refusal for whoever does not run the study
 */
export async function card(
	app: App,
	actor: Actor,
	slug: string,
	choices: ReleaseChoices
): Promise<string> {
	const { id: studyId } = await read(app.db, (tx) => keeperOf(tx, actor, slug));
	return app.crew.ask(written, { studyId, userId: actor.id, choices });
}

const written = task('releasing.card', 'figures', async (app, given: JudgingOf) => {
	// What writes files is loaded where a card is asked for, and weighs on no other page.
	const { writeCard } = await import('#lib/formats/card.ts');
	const found = await judged(app, given);
	const { panel, cases, choices } = found;
	const figures = figuresOf(panel, cases, `through ${choices.throughRound}`);
	const agreement = {
		coefficients: {
			krippendorff_alpha_ordinal: told(figures.alpha),
			gwet_ac2_ordinal: told(figures.ac2),
			percent_agreement_unweighted: told(figures.exact),
			percent_agreement_within_1: told(figures.within)
		},
		shares: { discordant: told(figures.discordant) },
		rounds: []
	};
	const bytes = writeCard(outlineOf(found, app.now()), {
		agreement: agreement as unknown as AgreementDocument,
		changes: null
	});
	return new TextDecoder().decode(bytes);
});

function outlineOf({ known, rule, choices, cases }: Judged, now: number): Outline {
	const { study, number, qualificationCases } = known;
	const { unrated, ...holds } = holdsOf(cases, choices);
	const { cases: of, heldOut, actions, ratings, raters, final, unresolved } = holds;
	return {
		...{ study: { slug: study.slug, name: study.name }, number, unrated, qualificationCases },
		created: new Date(now).toISOString(),
		tool: { name: 'primum', version: VERSION },
		consensus: rule,
		words: { version: study.wordsVersion, scale: study.scaleWords },
		options: { ...choices, note: '' },
		counts: {
			...{ cases: of, heldOut, actions, ratings, raters, final, unresolved },
			...{ qualificationCases, stories: 0 }
		},
		...{ raters: [], otherColumns: { cases: [], actions: [] } }
	};
}

/** A figure as the card reads it. */
function told(figure: Coefficient & { ci95?: [number, number] }) {
	if (!isDefined(figure)) return { undefined: figure.undefined, units: 0, ratings: 0 };
	const { value, units, ratings } = figure;
	const interval = figure.ci95 && { ci95: figure.ci95, interval: 'by case' };
	return { value, units, ratings, ...interval };
}
