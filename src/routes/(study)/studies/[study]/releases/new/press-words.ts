/** What whoever makes a release says that they know. */
import { count, many } from '#lib/components/figures.ts';
import type { ReleaseCheck } from '#lib/server/services/releasing/index.ts';

/** `read` stands beside the tick, `out` in the question. */
export function pressWords({ holds, choices }: Pick<ReleaseCheck, 'holds' | 'choices'>): {
	read: string;
	out: string;
} {
	const { unresolved, kit, actions, unrated } = holds;
	const read = 'I have read the check list';
	if (unrated) {
		return { read: `${read}.`, out: 'nobody has rated: the kit leaves as it came.' };
	}
	if (unresolved === 0) {
		return { read: `${read}.`, out: `all ${many(actions, 'action')} are in the kit.` };
	}
	const out = actions - kit;
	if (choices.unresolved === 'exclude') {
		const stay = out === 1 ? 'stays' : 'stay';
		return {
			read: `${read}: ${many(out, 'action')} ${stay} out.`,
			out: `${many(out, 'unresolved action')} ${stay} out of the kit.`
		};
	}
	const kept = unresolved - out;
	const go = kept === 1 ? 'goes' : 'go';
	return {
		read: `${read}: ${many(kept, 'action')} ${go} in with a provisional score.`,
		out: `${many(kept, 'unresolved action')} ${go} into the kit with a provisional score${out > 0 ? `, ${count(out)} without a score ${out === 1 ? 'stays' : 'stay'} out` : ''}.`
	};
}
