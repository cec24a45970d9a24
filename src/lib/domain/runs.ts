/** Many ids in little text: `12-15,20`. What is ticked in a list of thousands goes from page to page so. */

/** More than any study has actions that somebody would ask again at once. */
const MOST = 1_000_000;

/** @param ids whole numbers above 0, in any order */
export function toRuns(ids: Iterable<number>): string {
	const sorted = [...new Set(ids)].sort((a, b) => a - b);
	const runs: [from: number, to: number][] = [];
	for (const id of sorted) {
		const last = runs.at(-1);
		if (last?.[1] === id - 1) last[1] = id;
		else runs.push([id, id]);
	}
	return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join();
}

/** The ids in such a text, ascending; whatever in it is no run is passed over, and so is more than a million. */
export function fromRuns(text: string): number[] {
	const ids = new Set<number>();
	for (const run of text.split(',')) {
		const [, from, to = from] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(run) ?? [];
		if (from === undefined) continue;
		for (let id = Number(from); id <= Number(to) && ids.size < MOST; id += 1) ids.add(id);
	}
	return [...ids].sort((a, b) => a - b);
}
