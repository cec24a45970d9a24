/**
 * A case and its candidate actions as every room knows them. `source` is the record as it stood in the
 * file it came from: a field Primum has no column for leaves again as it came in, and a field that was
 * missing is told apart from one that was null.
 */
export type JsonValue =
	string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** The categories of NOHARM, in the order a rater meets them. The list is open: others sort after, by name. */
export const CATEGORIES = [
	'Counseling',
	'Diagnostic',
	'Medication',
	'Procedure',
	'Follow-up',
	'Multiple'
] as const;

export type Action = {
	number: number;
	text: string;
	category: string;
	/** Name of the group (an "abstraction" in NOHARM's files), or null. */
	group: string | null;
	/** What membership means: 'alternative' (one of them is enough), 'harm', or another word of the file. */
	groupType: string | null;
	/** Numbers of the actions of the same case without which this one is moot. */
	dependsOn: number[];
	isHarmOfInaction: boolean;
	/** The score the imported file carried; never shown to raters. */
	referenceScore: number | null;
	source: JsonObject | null;
};

/** The pick rule of an alternative group. */
export type Group = {
	name: string;
	pickCount: number;
	pickType: string;
	source: JsonObject | null;
};

/** A perturbed presentation of a base case; the base presentation itself has id = the case's external id. */
export type Variant = {
	externalId: string;
	presentation: string;
	/** The line of items.jsonl and the file of perturbations/, where there was one. */
	item: JsonObject | null;
	perturbation: JsonObject | null;
	/** The line of items.jsonl on which `item` stood, from 1: lines of different cases may be mixed. */
	line: number | null;
};

export type Case = {
	/** `Card001` */
	externalId: string;
	/** `Card` for a kit (the letters at the head of the id), or what the table says. */
	specialty: string;
	presentation: string;
	question: string | null;
	/** The recommendation of the specialist who answered: hidden from raters. */
	reference: string | null;
	actions: Action[];
	groups: Group[];
	variants: Variant[];
	/**
	 * The rubric as it stood, in the order of its keys, with `options` and `abstractionGroups` emptied: `[]`
	 * (or the null that stood there) holds the place into which actions and groups go back. A case from a
	 * table with columns Primum does not know has `{ table: { column: text } }` here instead; its actions too.
	 */
	source: JsonObject | null;
	/** guidance/<Case>.yaml as text, or null. */
	guidance: string | null;
	/** Held out: its answers leave in no file that is open to everyone. */
	heldOut: boolean;
};

/** A case as a file tells it. */
export type ToldCase = Omit<Case, 'heldOut'> & {
	/** Null where the file does not say: a case that is there stays as it is. */
	heldOut: boolean | null;
};

/**
 * The case that a file tells of.
 *
 * @param before the case as it was; left out where it is new, and then open unless the file says otherwise
 */
export function asCase(told: ToldCase, before?: Pick<Case, 'heldOut'>): Case {
	return { ...told, heldOut: told.heldOut ?? before?.heldOut ?? false };
}

/**
 * The specialty a case id names: the letters at its head.
 *
 * @param externalId e.g. `Card001`
 * @returns e.g. `Card`; the id itself where it begins with no letter
 */
export function specialtyOf(externalId: string): string {
	return /^\p{L}+/u.exec(externalId)?.[0] ?? externalId;
}

/** Full names of the abbreviations that ids of cases commonly begin with; others are shown as they are. */
export const SPECIALTY_NAMES: ReadonlyMap<string, string> = new Map([
	['Allergy', 'Allergy and immunology'],
	['Card', 'Cardiology'],
	['Derm', 'Dermatology'],
	['Endo', 'Endocrinology'],
	['GI', 'Gastroenterology'],
	['Gyn', 'Gynaecology'],
	['Heme', 'Hematology'],
	['ID', 'Infectious diseases'],
	['IM', 'Internal medicine'],
	['Neph', 'Nephrology'],
	['Neuro', 'Neurology'],
	['Onc', 'Oncology'],
	['Ophtho', 'Ophthalmology'],
	['Ortho', 'Orthopaedics'],
	['Psych', 'Psychiatry'],
	['Pulm', 'Pulmonology'],
	['Rheum', 'Rheumatology'],
	['Uro', 'Urology']
]);

/** The name to show for a specialty's code. */
export function specialtyName(code: string): string {
	return SPECIALTY_NAMES.get(code) ?? code;
}

/**
 * Compares two actions in the order of the case screen: by category, then by number.
 *
 * @returns negative, zero or positive, as `Array.prototype.sort` wants it
 */
export function byCategoryThenNumber(
	a: Pick<Action, 'category' | 'number'>,
	b: Pick<Action, 'category' | 'number'>
): number {
	const known: readonly string[] = CATEGORIES;
	const rank = (category: string) => {
		const index = known.indexOf(category);
		return index === -1 ? known.length : index;
	};
	return (
		rank(a.category) - rank(b.category) ||
		(a.category < b.category ? -1 : a.category > b.category ? 1 : 0) ||
		a.number - b.number
	);
}

/** True where two values are equal as JSON: the order of keys does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length &&
		keys.every(
			(key) => Object.hasOwn(b, key) && sameJson(a[key as keyof typeof a], b[key as keyof typeof b])
		)
	);
}
