/** What many verbs are given, and what many answers hold. */
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { argument, option } from './verb.ts';

/** The study that a verb is about. */
export const study = option('slug', 'the study', slugSchema);

/** A whole number of an argument or option. */
export function whole(least: number, most: number, unit = '') {
	const range = `${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
	const message = `give a whole number${unit === '' ? '' : ` of ${unit}`} from ${range}`;
	return z.coerce.number<string>(message).int(message).min(least, message).max(most, message);
}

/** The number of a release. */
export const releaseNumber = z.coerce
	.number<string>('give the number of a release')
	.pipe(z.int32('give the number of a release').positive('give the number of a release'));
export const release = argument('number', 'its number', releaseNumber);

/** A release that may be the newest that stands. */
export const which = argument(
	'number',
	'its number; or latest, the newest that is not withdrawn',
	z.union([z.literal('latest'), releaseNumber], 'give the number of a release, or latest')
);

/** Where something is written. */
export const out = (says: string) => option('path', says, z.string().min(1, 'name a path'));

/** Text, and what is written between commas in it. */
export const listed = z.string().transform((text) =>
	text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '')
);

/** A moment: milliseconds since 1970 within, ISO 8601 in UTC in an answer. */
export const moment = z
	.number()
	.transform((at) => new Date(at).toISOString())
	.pipe(z.iso.datetime());

export const list = <Schema extends z.ZodType>(of: Schema) => z.array(of).readonly();
export const count = z.int().nonnegative();
export const slug = z.string();
export const sha256 = z.string().meta({ description: '64 small hexadecimal digits' });

/** Cases by their ids: how many, and the first of them. */
export const some = z.object({ of: count, first: list(z.string()) });

/** Some rows of a long list. */
export const page = <Schema extends z.ZodType>(of: Schema) =>
	z.object({ rows: list(of), page: z.int(), pages: z.int(), of: count });

/** What a check of the installation found. */
export const finding = z.object({ check: z.string(), ok: z.boolean(), detail: z.string() });

/** Something that is wrong, and where. */
export const problem = z.object({
	where: z.string(),
	line: z.int().optional(),
	field: z.string().optional(),
	message: z.string()
});
