/** Writes the present state of a study as files. */
import { releaseOptionsSchema } from '#lib/domain/release.ts';
import type { ScopedWord } from '#lib/domain/release-scope.ts';
import { archiveOf, stretchOf, type Stretch } from '#lib/formats/archive.ts';
import type { Files } from '#lib/formats/files.ts';
import { Kit, Tables } from '#lib/formats/growing-files.ts';
import { OtherColumns } from '#lib/formats/records.ts';
import { finalScores } from '#lib/formats/release.ts';
import { unpack } from '#lib/formats/zip.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import type { Course } from '../../crew/task.ts';
import { during, type Moment } from '../../db/moment.ts';
import * as repeats from '../../store/repeats.ts';
import * as rounds from '../../store/rounds.ts';
import type { ExportFormat } from './exporting.ts';
import { writeLines } from './kit-lines.ts';
import { BY_ID, byPseudonym } from './naming.ts';
import { readFrame, type RatedCase, type StudyFrame } from './rated-study.ts';
import { ratedCases } from './reading.ts';
import { repeatsFile } from './repeats-file.ts';
import { asItIs, sliceOf } from './slices.ts';

export type Asked = {
	actor: Actor;
	slug: string;
	format: ExportFormat;
	/** The number of the only round whose ratings are written; null for all of them. */
	round: number | null;
};

const OPTIONS = releaseOptionsSchema.parse({ includeComments: true, includeTimes: true });

/** The files as a zip, by the name of the study and the format. */
export async function zipOf(
	app: App,
	asked: Asked,
	course: Course
): Promise<{ name: string; bytes: Uint8Array }> {
	const { actor, slug, format, round } = asked;
	const stretches = await during(app.db, async (moment) => {
		const frame = await moment.read(function* (tx) {
			const study = yield* coordinatorOf(tx, actor, slug);
			if (round !== null) yield* rounds.numbered(tx, study.id, round);
			return yield* readFrame(tx, study);
		});
		return format === 'kit'
			? kitOf(moment, frame, round, course)
			: tablesOf(moment, frame, { format, round }, course);
	});
	return { name: `${slug}-${format}.zip`, bytes: archiveOf(stretches) };
}

/** The same files, unpacked. */
export async function filesOf(app: App, asked: Asked, course: Course): Promise<Files> {
	return unpack((await zipOf(app, asked, course)).bytes);
}

const READING = 'reading the study';
const WRITING = 'writing the files';

/** Which ratings count in an export of one round, or of all. */
const countingOf = (round: number | null, signed: boolean) => ({
	words: (word: ScopedWord) =>
		(round === null || word.round === round) && (!signed || word.state === 'submitted'),
	signed,
	until: null
});

async function tablesOf(
	moment: Moment,
	frame: StudyFrame,
	{ format, round }: { format: Exclude<ExportFormat, 'kit'>; round: number | null },
	course: Course
): Promise<Stretch[]> {
	const counting = countingOf(round, false);
	// A story spans the rounds.
	const stories = round === null;
	const otherColumns = new OtherColumns();
	const heard = new Set<number>();
	const reading = { counting, course, what: READING };
	for await (const some of ratedCases(moment, frame, frame.cases, reading)) {
		for (const { value, actions } of some) {
			otherColumns.add(value);
			for (const { said } of actions) for (const { memberId } of said) heard.add(memberId);
		}
	}
	const names = byPseudonym(frame, heard);
	const raters = [...heard].map(names.rater).sort();
	const widths = { raters, otherColumns: otherColumns.found };
	const tables = new Tables('', format, widths, stories);
	const telling = { ...asItIs(frame.study), names, stories };
	const writing = { counting, course, what: WRITING };
	for await (const some of ratedCases(moment, frame, frame.cases, writing)) {
		for (const _file of tables.add(sliceOf(some, telling)));
	}
	tables.end();
	const twice = await moment.read((tx) => repeats.pairs(tx, frame.study.id));
	const theirs = twice.filter((pair) => round === null || pair.round === round);
	if (theirs.length === 0) return [...tables.stretches];
	return [...tables.stretches, stretchOf(new Map([repeatsFile(theirs, names)]))];
}

/** Qualification cases leave as they came, among the others. */
async function kitOf(
	moment: Moment,
	frame: StudyFrame,
	round: number | null,
	course: Course
): Promise<Stretch[]> {
	const counting = countingOf(round, true);
	const telling = { ...asItIs(frame.study), names: BY_ID, stories: false };
	const reading = { counting, course, what: READING };
	const unrated = await isUnrated(ratedCases(moment, frame, frame.cases, reading));
	const kit = new Kit('');
	const all = [...frame.cases, ...frame.gold].sort((a, b) => a.position - b.position);
	const goldIds = new Set(frame.gold.map(({ externalId }) => externalId));
	const writing = { counting, course, what: WRITING };
	for await (const some of ratedCases(moment, frame, all, writing)) {
		const finals = finalScores(sliceOf(some, telling), OPTIONS);
		for (const { value } of some) {
			kit.add(value, unrated || goldIds.has(value.externalId) ? undefined : finals);
		}
	}
	const onWritten = async () => {};
	await writeLines(moment, kit, all, { course, what: WRITING, onWritten });
	kit.end();
	return [...kit.stretches];
}

/** Reads on to the first rating or ruling; to the end where there is none. */
async function isUnrated(read: AsyncIterable<readonly RatedCase[]>): Promise<boolean> {
	for await (const some of read) {
		const actions = some.flatMap((item) => item.actions);
		if (actions.some(({ said, ruling }) => said.length > 0 || ruling !== null)) return false;
	}
	return true;
}
