/** Whether anything has changed that a page about a study may show: what a page that follows it asks for. */
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { hourOf, panelOf, type StudyPanel } from '../../panel/index.ts';

/** With the hour, because silence lasts longer without anybody's doing. */
export function versionOf({ version }: StudyPanel, now: number): string {
	return `${version}.${hourOf(now)}`;
}

const asked = task('watching.version', 'figures', async (app, studyId: number) =>
	versionOf(await panelOf(app, studyId), app.now())
);

/** @returns a word that is another one once something has changed, and in another process */
export async function version(app: App, actor: Actor, slug: string): Promise<string> {
	const { study } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	return app.crew.ask(asked, study.id);
}
