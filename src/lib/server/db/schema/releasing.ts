/** Releases and their files. */
import type { Manifest, ReleaseOptionsInput } from '#lib/domain/release.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function releasing(c: Columns, { users, studies }: People & Studies) {
	const { table, index, uniqueIndex } = c;
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
			/** A release keeps what could be chosen when it was made. */
			options: json().$type<ReleaseOptionsInput>().notNull(),
			manifest: json().$type<Manifest>().notNull(),
			/** Of the zip. */
			sha256: text().notNull(),
			withdrawnAt: time(),
			withdrawnReason: text()
		},
		(t) => [
			uniqueIndex('releases_study_number').on(t.studyId, t.number),
			index('releases_sha256').on(t.sha256)
		]
	);

	/**
	 * The zip of a release in parts, by its hash. They are written before the release, which is then there whole
	 * from one moment to the next; parts that no release names were left by a process that ended.
	 */
	const releaseParts = table(
		'release_parts',
		{
			id: id(),
			/** Of the whole zip. */
			sha256: text().notNull(),
			/** 0, 1, ... */
			part: integer().notNull(),
			createdAt: time().notNull(),
			content: bytes().notNull()
		},
		(t) => [uniqueIndex('release_parts_sha256_part').on(t.sha256, t.part)]
	);

	/** The files of a release that was made before archives were kept; later ones have none here. */
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

	return { releases, releaseParts, releaseFiles };
}

export type Releasing = ReturnType<typeof releasing>;
