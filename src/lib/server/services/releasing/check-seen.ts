/** What a check list was read of, in one word: the same as long as a release under the same choices would hold the same. */
import { createHash } from 'node:crypto';
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import { choicesAddress, type ReleaseChoices } from '#lib/domain/release-choices.ts';
import type { CheckedCase } from './check-case.ts';
import type { Facts } from './check-facts.ts';

type Of = { choices: ReleaseChoices; rule: ConsensusSettings; checked: readonly CheckedCase[] };

/**
 * Over what is signed, ruled, worded and left out within the choices. What raters are still writing is not in it, so that
 * a study can be released while others go on.
 */
export function seenOf({ study, rulings, excluded, versions }: Facts, of: Of): string {
	const { choices, rule, checked } = of;
	const cases = new Set(checked.map(({ item }) => item.id));
	const hash = createHash('sha256');
	const say = (...parts: unknown[]) => void hash.update(`${JSON.stringify(parts)}\n`);
	say(
		choicesAddress(choices).toString(),
		rule,
		study.name,
		study.wordsVersion,
		study.rulingsWanted
	);
	for (const { item, sheets } of checked) {
		say(item.id, item.heldOut, versions.get(item.id), excluded.get(item.id));
		for (const { id, signedAt, ratedAt } of sheets) say(id, signedAt, ratedAt);
	}
	for (const { id, caseId } of rulings) if (cases.has(caseId)) say(id);
	return hash.digest('hex').slice(0, 32);
}
