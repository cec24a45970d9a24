/**
 * Texts that may name a person, by plain patterns: a hint to read them, and no proof that the others name nobody. What
 * is looked for, in English and German: a title before a name ("Dr. Weber", "Schwester Anna"), an e-mail address, a
 * telephone number of seven digits or more, and a date of a day in a year.
 */
const PERSON_SIGNS = ['title', 'e-mail', 'telephone', 'date'] as const;
export type PersonSign = (typeof PERSON_SIGNS)[number];

const TITLES =
	'Dr|Prof|Professor|Doctor|Doktor|Mr|Mrs|Ms|Miss|Mister|Herr|Herrn|Frau|Nurse|Sister|Schwester|Pfleger|Pat|Patient|Patientin|Kollege|Kollegin|Oberarzt|Oberärztin|Chefarzt|Chefärztin';

const MONTHS = 'Jan|Feb|Mar|Mär|Maerz|Apr|May|Mai|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez';

const PATTERNS: Record<PersonSign, RegExp> = {
	// A title, perhaps several, and a word that begins with a capital: "Prof. Dr. med. Weber".
	title: new RegExp(
		`(?<![\\p{L}\\d])(?:${TITLES})\\.?(?:\\s(?:Dr|Prof|med|von|van|de)\\.?){0,4}\\s+\\p{Lu}[\\p{Ll}'’-]+`,
		'u'
	),
	'e-mail': /[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.\p{L}{2,}/u,
	// Seven digits or more, with what stands between the digits of a number; not a decimal or a range of values.
	telephone: /(?<![\d.,])\+?\(?\d(?:[ ()/-]{0,2}\d){6,14}(?![\d.,]\d)/,
	date: new RegExp(
		`(?<!\\d)(?:\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?(?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d{2})|\\d{1,2}\\.?\\s(?:${MONTHS})\\p{L}*\\.?\\s\\d{4}|(?:${MONTHS})\\p{L}*\\.?\\s\\d{1,2},?\\s\\d{4})(?!\\d)`,
		'u'
	)
};

/** What in a text may name a person; empty where nothing does. */
export function personSigns(text: string): PersonSign[] {
	// A date has the digits of a telephone number.
	const rest = text.replace(new RegExp(PATTERNS.date, 'gu'), ' ');
	return PERSON_SIGNS.filter((sign) => PATTERNS[sign].test(sign === 'telephone' ? rest : text));
}
