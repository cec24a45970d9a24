/** What a reader makes of a file: it takes it rightly or refuses it with sentences, and nothing else. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Hostile } from './files.ts';
import type { Reader } from './readers.ts';

export type Tried = {
	how: 'refused' | 'read';
	/** Why it should not be so; null where all is well. */
	fault: string | null;
	/** Milliseconds of CPU: on a busy machine the clock tells of others. */
	ms: number;
};

/** A sentence longer than this tells nobody anything. */
const MOST_OF_A_SENTENCE = 1_500;

export async function tryFile({ read }: Reader, { bytes }: Hostile): Promise<Tried> {
	const began = process.cpuUsage();
	const said = (how: Tried['how'], fault: string | null): Tried => ({
		how,
		fault: fault ?? pollution(),
		ms: cpuSince(began)
	});
	try {
		const outcome = await read(bytes);
		if ('lost' in outcome) return said('read', outcome.lost);
		return said('refused', unclear(outcome.problems.map(({ message }) => message)));
	} catch (error) {
		if (!(error instanceof Refusal)) {
			return said('refused', `unexpected: ${error instanceof Error ? error.stack : String(error)}`);
		}
		return said(
			'refused',
			unclear([error.message, ...error.problems.map(({ message }) => message)])
		);
	}
}

function cpuSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

function unclear(sentences: readonly string[]): string | null {
	const long = sentences.find(({ length }) => length > MOST_OF_A_SENTENCE);
	if (long !== undefined) return `a sentence of ${long.length} characters: ${long.slice(0, 200)}`;
	const torn = sentences.find((sentence) => /undefined|\[object|call stack/i.test(sentence));
	return torn === undefined ? null : `no sentence for people: ${torn.slice(0, 200)}`;
}

/** Whether a file has reached what all objects share. */
function pollution(): string | null {
	return 'polluted' in {} ? 'every object has become another' : null;
}
