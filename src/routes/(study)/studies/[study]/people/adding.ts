/** What the form by which people are added shows and says. */
import { many } from '#lib/components/figures.ts';
import { listed } from '#lib/domain/listed.ts';
import type { Checked, Letter } from '#lib/server/services/people/index.ts';

/** What the form was answered. */
export type Answer = {
	of?: 'check' | 'add';
	done?: string;
	message?: string;
	fields?: Record<string, string>;
	values?: { lines: string; role: string };
	checked?: Checked;
	letters?: Letter[];
	added?: boolean;
};

/** `6 will be invited, 1 gains a specialty`; what is left out is said apart. */
export function footWords({ comes, gains }: Checked): string {
	const parts = [
		`${comes} will be invited`,
		gains === 0 ? '' : `${gains} ${gains === 1 ? 'gains' : 'gain'} a specialty`
	];
	return parts.filter((part) => part !== '').join(', ');
}

/** `lines 4 and 5`, `line 7`, `lines 1, 2 and 3`; of many the first ones. */
export function linesWords(lines: readonly number[]): string {
	const SAID = 6;
	if (lines.length === 1) return `line ${lines[0]}`;
	const more = lines.length - SAID;
	const said = more > 0 ? [...lines.slice(0, SAID), many(more, 'more line', 'more lines')] : lines;
	return `lines ${listed(said)}`;
}
