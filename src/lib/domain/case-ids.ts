/** Ids of cases and variants: they become names of files, so not every text will do. */

const SAFE = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}$/u;

/** Names that mean a device on Windows, whatever ending they have. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Why an id cannot be the name of a file.
 *
 * @returns the end of a sentence that begins with the id, or null where it can
 */
export function idFault(id: string): string | null {
	if (!SAFE.test(id) || id !== id.normalize('NFC')) {
		return 'must begin with a letter or digit and hold only letters, digits, "_", "-" and ".", at most 100: it becomes the name of a file';
	}
	if (RESERVED.test(id))
		return 'is a name that Windows keeps for itself: it becomes the name of a file';
	return id.endsWith('.') ? 'ends in a dot, which Windows drops from the name of a file' : null;
}

/** What to say of two ids that would become one file. */
export function sameFileInWords(id: string, other: string): string {
	return `case is "${id}", and there is "${other}": on macOS and Windows both would be one file. Name one otherwise.`;
}

/** Ids by the file they become where capital letters do not count, as on macOS and Windows. */
export class FileNames {
	readonly #known = new Map<string, string>();

	/**
	 * Takes an id among them.
	 *
	 * @returns the other id that would become the same file; null where there is none
	 */
	collision(id: string): string | null {
		const known = this.#known.get(id.toLowerCase());
		if (known === undefined) this.#known.set(id.toLowerCase(), id);
		return known === undefined || known === id ? null : known;
	}
}

/**
 * Looks for a circle in "depends on".
 *
 * @param parents for every action the numbers it depends on; numbers without an entry are passed over
 * @returns the numbers along one circle, beginning and ending with the same; null where there is none
 */
export function findCycle(parents: ReadonlyMap<number, readonly number[]>): number[] | null {
	const waiting = new Map<number, number>();
	const children = new Map<number, number[]>();
	for (const [number, all] of parents) {
		const known = all.filter((parent) => parents.has(parent));
		waiting.set(number, known.length);
		for (const parent of known) {
			const list = children.get(parent);
			if (list) list.push(number);
			else children.set(parent, [number]);
		}
	}
	const free = [...waiting].filter(([, count]) => count === 0).map(([number]) => number);
	for (let number = free.pop(); number !== undefined; number = free.pop()) {
		waiting.delete(number);
		for (const child of children.get(number) ?? []) {
			const left = waiting.get(child)! - 1;
			waiting.set(child, left);
			if (left === 0) free.push(child);
		}
	}
	// What still waits lies on a circle or depends on one: going up from it must come round.
	const trail = new Set<number>();
	let [at] = waiting.keys();
	while (at !== undefined && !trail.has(at)) {
		trail.add(at);
		at = parents.get(at)!.find((parent) => waiting.has(parent));
	}
	if (at === undefined) return null;
	const all = [...trail];
	return [...all.slice(all.indexOf(at)), at];
}

/** A circle in words, `2 → 3 → 2`; of a long one its beginning. */
export function circleInWords(circle: readonly number[]): string {
	const shown = circle.length > 10 ? [...circle.slice(0, 9), '...'] : circle;
	return shown.join(' → ');
}

/** Digits of a number in an id that begins a specialty: Card001. */
const DIGITS = 3;

/**
 * The id that a specialty's next case would have: one more than the highest there is, with as many digits.
 *
 * @param specialty its code, e.g. `Card`
 * @param ids of the cases of the study
 * @returns e.g. `Card007` after `Card006`, and `Card001` where there is none
 */
export function nextId(specialty: string, ids: readonly string[]): string {
	let highest = 0;
	let digits: number = DIGITS;
	for (const id of ids) {
		if (!id.startsWith(specialty)) continue;
		const tail = id.slice(specialty.length);
		if (!/^\d{1,9}$/.test(tail)) continue;
		const number = Number(tail);
		if (number > highest) digits = tail.length;
		else if (number === highest) digits = Math.max(digits, tail.length);
		highest = Math.max(highest, number);
	}
	return `${specialty}${String(highest + 1).padStart(digits, '0')}`;
}
