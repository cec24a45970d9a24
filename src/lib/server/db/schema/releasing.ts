/** Releases and their files. */
import type { Manifest, ReleaseOptions } from '#lib/domain/release.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function releasing(c: Columns, { users, studies }: People & Studies) {
	const { table, uniqueIndex } = c;
	const { id, integer, time, text, json, bytes } = c;

	const releases = table(
		'releases',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			number: integer().notNull(),
			createdAt: time().notNull(),
			/** Null where the command line made it. */
			createdBy: integer().references(() => users.id),
			options: json().$type<ReleaseOptions>().notNull(),
			manifest: json().$type<Manifest>().notNull(),
			/** Of the zip. */
			sha256: text().notNull(),
			withdrawnAt: time(),
			withdrawnReason: text()
		},
		(t) => [uniqueIndex('releases_study_number').on(t.studyId, t.number)]
	);

	const releaseFiles = table(
		'release_files',
		{
			id: id(),
			releaseId: integer()
				.notNull()
				.references(() => releases.id),
			path: text().notNull(),
			sha256: text().notNull(),
			content: bytes().notNull()
		},
		(t) => [uniqueIndex('release_files_release_path').on(t.releaseId, t.path)]
	);

	return { releases, releaseFiles };
}

export type Releasing = ReturnType<typeof releasing>;
