/** What the page of agreement shows, as files of CSV: whole, where the page shows the first of it. */
import type { AgreementTable } from '#lib/domain/agreement-files.ts';
import type { AgreementView } from '#lib/domain/agreement-view.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { nameForObserver } from '../../auth/pseudonyms.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import type { StudyRules } from './count-agreement.ts';
import { seesNames } from './raters-names.ts';
import { specialtiesOf } from './specialties.ts';

type Given = {
	studyId: number;
	rules: StudyRules;
	table: AgreementTable;
	view: AgreementView;
	named: boolean;
};

/**
 * A table of agreement, of the ratings that a view counts.
 *
 * @param names raters by name and not by pseudonym, for who runs the study and has asked to be shown names
 * @returns bytes, and a name such as `consult-100-agreement-slices.csv`
 */
export async function agreementFile(
	app: App,
	actor: Actor,
	slug: string,
	table: AgreementTable,
	{ view, names }: { view: AgreementView; names: boolean }
): Promise<{ name: string; bytes: Uint8Array }> {
	const { study, named } = await read(app.db, function* (tx) {
		const watcher = yield* watcherOf(tx, actor, slug);
		const sees = names && (yield* seesNames(tx, watcher, actor, app.now()));
		return { study: watcher.study, named: sees };
	});
	if (table === 'raters' || table === 'pairs') await nameForObserver(app, actor, slug);
	const { id: studyId, band, ratersPerCase } = study;
	const given = { studyId, rules: { band, ratersPerCase }, table, view, named };
	const bytes = await app.crew.ask(written, given);
	return { name: `${study.slug}-agreement-${table}.csv`, bytes };
}

const written = task(
	'agreeing.agreement-file',
	'figures',
	async (app, { studyId, rules, table, view, named }: Given): Promise<Uint8Array> => {
		const [{ write }, sheets] = await Promise.all([
			import('#lib/formats/csv.ts'),
			import('./agreement-sheets.ts')
		]);
		const panel = await panelOf(app, studyId);
		const study = { panel, specialties: await specialtiesOf(app, studyId, panel), rules };
		if (table === 'raters' || table === 'pairs') {
			const everyone = await read(app.db, (tx) => members.ofStudy(tx, { studyId }));
			const people = named ? everyone : everyone.map(members.pseudonymous);
			const { header, rows } = sheets.ofPeople(table, study, people, view);
			return write(header, rows);
		}
		const { header, rows } = sheets.ofFigures(table, study, view);
		return write(header, rows);
	}
);
