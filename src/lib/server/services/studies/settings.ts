/** How a study is set: its settings, changed a section at a time. */
import {
	SETTING_NAMES,
	settingsChangeSchema,
	type Settings,
	type SettingsChange
} from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { assertFieldsUnmoved } from '../../auth/unmoved.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as store from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import { settleAnew } from '../adjudicating/index.ts';

/** The settings of a study, and its words, as its pages show them. */
export type StudyHead = Settings &
	Pick<store.Study, 'slug' | 'synthetic' | 'guidelines' | 'scaleWords' | 'wordsVersion'>;

/** The settings, for those who run the study. */
export function settings(app: App, actor: Actor, slug: string): Promise<StudyHead> {
	return read(app.db, (tx) => coordinatorOf(tx, actor, slug));
}

/**
 * Changes some of the settings; the slug stays, because addresses and releases name it. The same settings
 * again change nothing.
 *
 * @param input what is to be set; what is not given stays
 * @param shown of these settings the values that whoever asks saw; none for one who saw none
 * @throws Refusal ('conflict') where one of them was changed by somebody else meanwhile; ZodError for values
 *   that cannot be
 */
export async function changeSettings(
	app: App,
	actor: Actor,
	slug: string,
	input: SettingsChange,
	shown: Partial<Record<keyof Settings, unknown>> = {}
): Promise<void> {
	const wanted = settingsChangeSchema.parse(input);
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const place = { studyId: study.id, subject: `study:${study.slug}` as const };
		yield* assertFieldsUnmoved<keyof Settings>(tx, place, {
			names: SETTING_NAMES,
			shown,
			present: study,
			wanted
		});
		const changed = (Object.keys(wanted) as (keyof Settings)[]).filter(
			(name) => wanted[name] !== study[name]
		);
		if (changed.length === 0) return;
		yield* store.update(tx, study, wanted);
		const { rulingsWanted } = wanted;
		if (rulingsWanted !== undefined && changed.includes('rulingsWanted')) {
			yield* settleAnew(tx, { id: study.id, rulingsWanted });
		}
		const ofNotice = changed.filter((name) => name === 'notice');
		const others = changed.filter((name) => name !== 'notice');
		for (const [what, names] of [
			['study.changed', others],
			['study.notice', ofNotice]
		] as const) {
			if (names.length === 0) continue;
			const only = (of: Partial<Settings>) =>
				Object.fromEntries(names.map((name) => [name, of[name]!]));
			yield* trail.record(tx, { ...place, what, old: only(study), new: only(wanted) });
		}
	});
}
