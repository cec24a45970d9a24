/** Ten records as a release would hold them: final scores from all over the study, with their texts. */
import type { Basis } from '#lib/domain/consensus.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { answerOf, scoreIn } from '../../panel/index.ts';
import * as opinions from '../../store/opinions.ts';
import type { CheckedCase } from './check-case.ts';

export type FinalPreview = {
	case: string;
	action: number;
	text: string;
	category: string;
	score: number | null;
	basis: Basis;
	provisional: number | null;
	/** In ascending order. */
	scores: number[];
};

const SHOWN = 10;

/** At even distances, the first action among them. */
export function* someRecords(tx: Queries, checked: readonly CheckedCase[]): Steps<FinalPreview[]> {
	const of = checked.reduce((sum, { item }) => sum + item.actions.length, 0);
	const shown = Math.min(SHOWN, of);
	const wanted = new Set(Array.from({ length: shown }, (_, at) => Math.floor((at * of) / shown)));
	const places: { checkedCase: CheckedCase; at: number }[] = [];
	let begin = 0;
	for (const checkedCase of checked) {
		checkedCase.item.actions.forEach((_, at) => {
			if (wanted.has(begin + at)) places.push({ checkedCase, at });
		});
		begin += checkedCase.item.actions.length;
	}
	const ids = places.map(({ checkedCase, at }) => checkedCase.item.actions[at]!.id);
	const textOf = new Map((yield* opinions.actions(tx, ids)).map((one) => [one.id, one]));
	return places.map(({ checkedCase: { item, voices, finals }, at }) => {
		const { id, number: action } = item.actions[at]!;
		const { score, basis, provisional } = finals[at]!;
		const { text, category } = textOf.get(id)!;
		return {
			...{ case: item.externalId, action, text, category, score, basis, provisional },
			scores: voices.flatMap((voice) => scoreIn(answerOf(voice, at)) ?? []).sort((a, b) => a - b)
		};
	});
}
