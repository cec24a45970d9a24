/** What became of an action from one release to another, in words. */
import type { Change } from '#lib/domain/release-comparison.ts';
import type { Basis } from '#lib/domain/consensus.ts';
import type { Shown } from '#lib/server/services/releasing/index.ts';

/** Of one action, and of a list of them. */
export const CHANGE_WORDS: Record<Change, string> = {
	added: 'added',
	removed: 'removed',
	reworded: 'reworded',
	label: 'other label',
	severity: 'same label',
	resolved: 'resolved',
	unresolved: 'no longer resolved',
	basis: 'other basis'
};

/** The parts of the list, in order; null for all of it. */
export const PARTS: readonly { value: Shown | null; text: string }[] = [
	{ value: null, text: 'All' },
	{ value: 'score', text: 'Score' },
	{ value: 'label', text: 'Label' },
	{ value: 'severity', text: 'Within the label' },
	{ value: 'resolved', text: 'Resolved' },
	{ value: 'unresolved', text: 'No longer resolved' },
	{ value: 'reworded', text: 'Reworded' },
	{ value: 'added', text: 'Added' },
	{ value: 'removed', text: 'Removed' },
	{ value: 'basis', text: 'Basis only' }
];

export const BASIS_WORDS: Record<Basis, string> = {
	unanimous: 'unanimous',
	rule: 'by the rule',
	adjudicated: 'adjudicated',
	unresolved: 'unresolved'
};
