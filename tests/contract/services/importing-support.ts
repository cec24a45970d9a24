/** Studies to import into, and files to import. */
import { expect } from 'vitest';
import type { Case } from '#lib/domain/case.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import { sql } from '../databases.ts';
import { aMember, anApp, aStudy } from '../support.ts';

export const bytes = (value: string) => new TextEncoder().encode(value);

export const jsonIn = (files: Files, path: string) =>
	JSON.parse(new TextDecoder().decode(files.get(path)));

const RUBRIC = 'dataset/rubrics/Card900.json';

/** The small kit with something changed in its first rubric. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file as a person would edit it
export function edited(edit: (rubric: any) => void): Files {
	const kit = smallKit();
	const rubric = jsonIn(kit, RUBRIC);
	edit(rubric);
	return new Map([...kit, [RUBRIC, bytes(JSON.stringify(rubric))]]);
}

/** The small kit with one action's text changed. */
export const reworded = (to: string) =>
	edited((rubric) => {
		rubric.options[0].text = to;
	});

/** The refusal with which a promise ends; fails where it does not. */
export async function refusal(promise: Promise<unknown>): Promise<Refusal> {
	const thrown = await promise.then(
		() => null,
		(error: unknown) => error
	);
	expect(thrown).toBeInstanceOf(Refusal);
	return thrown as Refusal;
}

/** An empty study with its coordinator. */
export async function anEmptyStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const { actor } = await aMember(db, study, 'coordinator');
	return { app, study, actor, slug: study.slug };
}

/** A study with the three cases of the small kit. */
export async function aStudyWithKit(db: Database) {
	const empty = await anEmptyStudy(db);
	const { app, actor, slug } = empty;
	await importing.importCases(app, actor, slug, await importing.read(smallKit()));
	return empty;
}

/** Cases `Card001`, `Card002`, ... with actions 1 to n: enough of them for an import of several slices. */
export function manyCases(count: number, actions = 20): importing.Incoming {
	const cases = Array.from({ length: count }, (_, at): Case => {
		const list = Array.from({ length: actions }, (__, index) => ({
			number: index + 1,
			text: `Action ${index + 1}`,
			category: 'Diagnostic',
			group: null,
			groupType: null,
			dependsOn: [],
			isHarmOfInaction: false,
			referenceScore: null,
			source: null
		}));
		return {
			externalId: idOf(at),
			specialty: 'Card',
			presentation: 'A presentation.',
			question: null,
			reference: null,
			actions: list,
			groups: [],
			variants: [],
			source: null,
			guidance: null,
			heldOut: false
		};
	});
	return { cases, problems: [], ignored: [], notes: [] };
}

const idOf = (at: number) => `Card${String(at + 1).padStart(3, '0')}`;

/** The ratings of these raters of every action of `manyCases`. */
export function manyRatings(raters: readonly string[], count: number, actions = 20): Uint8Array {
	const lines = raters.flatMap((rater) =>
		Array.from({ length: count }, (_, at) =>
			Array.from(
				{ length: actions },
				(__, index) => `${idOf(at)},${index + 1},${rater},${(index % 9) + 1}`
			)
		).flat()
	);
	return bytes(['case,action,rater,score', ...lines].join('\n'));
}

/** How many rows there are that only an import under way may have. */
export async function leftovers(db: Database): Promise<number> {
	const counts = await Promise.all(
		['imports', 'staged_assignments', 'staged_ratings', 'cases where staged_by is not null'].map(
			async (of) => Number((await sql(db, `select count(*) as n from ${of}`))[0]!.n)
		)
	);
	return counts.reduce((sum, n) => sum + n, 0);
}
