/** The cases of a release, as far as releases are compared: read from the tables of its archive. */
import { createHash } from 'node:crypto';
import type { FinalRecord } from '#lib/domain/release.ts';
import type { ReleasedAction, ReleasedCase } from '#lib/domain/release-comparison.ts';
import type { ActionEntry, CaseEntry, FinalEntry } from '#lib/formats/records.ts';
import type { Slice } from '#lib/domain/release.ts';
import { fileIn, type Archive, type Opened } from './archives.ts';

/** What stands for words: the same for the same words, and shorter than most. */
export const digest = (words: string) =>
	createHash('sha256').update(words).digest('base64').slice(0, 12);

type Told = Pick<CaseEntry, 'specialty' | 'presentation' | 'question' | 'reference'>;

/** Of a case beside its actions: another digest, and it has changed. */
const asTold = ({ specialty, presentation, question, reference }: Told) =>
	digest(JSON.stringify([specialty, presentation, question || null, reference || null]));

/**
 * Reads them; a table is never in memory whole.
 *
 * @param wording what is kept of the words of an action
 * @throws Refusal ('missing') where it has no such table
 */
export async function releasedCases(
	release: Archive,
	wording: (text: string) => string = (text) => text
): Promise<Iterable<ReleasedCase>> {
	const records = async <T>(table: string) =>
		linesOf<T>(await fileIn(release, `tables/${table}.jsonl`));
	const cases = new Map<string, { id: string; told: string; actions: ReleasedAction[] }>();
	for await (const one of await records<CaseEntry>('cases')) {
		cases.set(one.case, { id: one.case, told: asTold(one), actions: [] });
	}
	for await (const { case: id, number, text } of await records<ActionEntry>('actions')) {
		const open = { score: null, basis: 'unresolved' as const };
		cases.get(id)?.actions.push({ number, text: wording(text), ...open });
	}
	for await (const { case: id, action, score, basis } of await records<FinalEntry>('final')) {
		const found = cases.get(id)?.actions.find(({ number }) => number === action);
		if (found) Object.assign(found, { score, basis });
	}
	return cases.values();
}

/** The same of some cases that are about to leave, with the digests of their words. */
export function leavingCases({ cases, finals }: Slice): ReleasedCase[] {
	const unit = (id: string, action: number) => `${id}#${action}`;
	const known = new Map<string, FinalRecord>(
		finals.map((final) => [unit(final.case, final.action), final])
	);
	return cases.map((item) => ({
		id: item.externalId,
		told: asTold(item),
		actions: item.actions.map(({ number, text }) => {
			const final = known.get(unit(item.externalId, number));
			const { score = null, basis = 'unresolved' } = final ?? {};
			return { number, text: digest(text), score, basis };
		})
	}));
}

/** The records of a table as JSONL, one after the other. */
async function* linesOf<T>({ read }: Opened): AsyncGenerator<T> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const piece of read()) {
		const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
		rest = lines.pop()!;
		for (const line of lines) yield JSON.parse(line) as T;
	}
	if (rest !== '') yield JSON.parse(rest) as T;
}
