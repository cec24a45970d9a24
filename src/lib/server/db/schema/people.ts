/** People with an account, and what they are specialists of. */
import type { Language } from '#lib/domain/language.ts';
import type { Columns } from './sqlite-columns.ts';

export function people(c: Columns) {
	const { table, uniqueIndex, primaryKey } = c;
	const { id, integer, time, text, boolean } = c;

	const users = table(
		'users',
		{
			id: id(),
			/** In small letters; null for a rater whose ratings were imported and who never signs in. */
			email: text(),
			name: text().notNull(),
			passwordHash: text(),
			isAdmin: boolean().notNull().default(false),
			createdAt: time().notNull(),
			disabledAt: time(),
			/** When the person finished the practice case. */
			practisedAt: time(),
			/** In which mails are written; null where the person never chose one. */
			language: text().$type<Language>(),
			/** When the person asked for no more reminders; null for one who may be reminded. */
			unremindedAt: time(),
			/** When the person was last here, to within minutes; null for never. */
			seenAt: time()
		},
		(t) => [uniqueIndex('users_email').on(t.email)]
	);

	const specialties = table('specialties', {
		code: text().primaryKey(),
		name: text().notNull()
	});

	const userSpecialties = table(
		'user_specialties',
		{
			userId: integer()
				.notNull()
				.references(() => users.id),
			specialty: text()
				.notNull()
				.references(() => specialties.code)
		},
		(t) => [primaryKey({ columns: [t.userId, t.specialty] })]
	);

	return { users, specialties, userSpecialties };
}

export type People = ReturnType<typeof people>;
