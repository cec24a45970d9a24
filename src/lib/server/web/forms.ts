/** What a form sent, as plain values: whoever sends a form may send anything. */

/** Ids and numbers of records fit in this; a larger one names nothing. */
const MAX_ID = 2_147_483_647;

/** The text of a field; '' where it is missing or a file. */
export function text(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

/** The parts of a text field separated by commas, trimmed; an empty field has none. */
export function list(form: FormData, name: string): string[] {
	return text(form, name)
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** The id in a field or an address; 0, which names nothing, where it is none. */
export function id(value: string): number {
	const number = Number(value);
	return /^\d+$/.test(value) && number <= MAX_ID ? number : 0;
}
