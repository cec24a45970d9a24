/** What a form sent, as plain values: whoever sends a form may send anything. */

/** Ids and numbers of records fit in this; a larger one names nothing. */
const MAX_ID = 2_147_483_647;

/** The texts of all fields of one name, such as boxes that are ticked. */
export function texts(form: FormData, name: string): string[] {
	return form.getAll(name).filter((value) => typeof value === 'string');
}

/** The parts of a text separated by commas, trimmed; an empty one has none. */
export function list(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** The id in a field or an address; 0, which names nothing, where it is none. */
export function id(value: string): number {
	const number = Number(value);
	return /^\d+$/.test(value) && number <= MAX_ID ? number : 0;
}
