/** The databases of earlier versions, and who is who in their study. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Database } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';
import type { Kind } from '../databases.ts';
import { anApp, ask } from '../support.ts';

const unpacked = (name: string) => gunzipSync(readFileSync(join(import.meta.dirname, name)));

/** What a version wrote, opened and not migrated. */
export async function anOldDatabase({ empty, again }: Kind, version: string): Promise<Database> {
	const db = await empty();
	if (db.shell.dialect === 'postgresql') {
		await db.shell.pool.query(unpacked(`${version}.postgres.sql.gz`).toString());
		return db;
	}
	await db.close();
	writeFileSync(db.shell.file, unpacked(`${version}.sqlite.gz`));
	return again(db);
}

/** The same, brought to the present schema. */
export async function anUpgraded(kind: Kind, version: string): Promise<Database> {
	const db = await anOldDatabase(kind, version);
	await migrate(db);
	return db;
}

export const SLUG = 'pilot';

/** Somebody of that study by name. */
export async function actorOf(db: Database, name: string) {
	const user = (await ask(db, users.list)).find((one) => one.name === name)!;
	return { id: user.id, name, isAdmin: user.isAdmin };
}

export const theStudy = async (db: Database) => (await ask(db, studies.bySlug, { slug: SLUG }))!;

export async function caseOf(db: Database, name: string, externalId: string) {
	const [study] = await rating.myCases(anApp(db), await actorOf(db, name));
	return study!.cases.find((item) => item.externalId === externalId)!.assignmentId;
}
