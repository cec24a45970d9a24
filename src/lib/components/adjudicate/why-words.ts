/** Why an action is open, in a word or two and in one plain line. */
import { inWords } from '#lib/domain/ruling.ts';
import { zone, type Zone } from '#lib/domain/scale.ts';
import type { Why } from '#lib/domain/to-rule.ts';
import { many } from '../figures.ts';

const ZONES: Record<Zone, string> = {
	harmful: 'harmful',
	uncertain: 'uncertain',
	beneficial: 'beneficial'
};

/** For a pill: "apart by 5", or "2 of 3 scores". */
export function shortWhy({ scores, wanted }: Pick<Why, 'scores' | 'wanted'>): string {
	if (scores.length < wanted) return `${scores.length} of ${wanted} scores`;
	const range = scores.at(-1)! - scores[0]!;
	return range === 0 ? 'all alike' : `apart by ${range}`;
}

/** "Harm meets benefit: 3, 6 and 8 in both rounds. Nobody moved after seeing the panel. No flags." */
export function whyWords(why: Why): string {
	return [lead(why), movement(why), unable(why), flags(why)].filter(Boolean).join(' ');
}

function lead({ scores, round, again, moved }: Why): string {
	if (scores.length === 0) return 'There is no score.';
	const zones = new Set(scores.map(zone));
	const same = round > 1 && again === scores.length && moved === 0;
	const numbers = `${inWords(scores)}${same ? (round === 2 ? ' in both rounds' : ' in every round') : ''}`;
	if (zones.has('harmful') && zones.has('beneficial')) return `Harm meets benefit: ${numbers}.`;
	if (zones.size === 1) return `All ${ZONES[[...zones][0]!]}: ${numbers}.`;
	const [first, second] = [...zones].map((one) => ZONES[one]);
	return `${first!.charAt(0).toUpperCase()}${first!.slice(1)} meets ${second}: ${numbers}.`;
}

function movement({ again, moved }: Why): string {
	if (again === 0) return '';
	if (moved === 0) return 'Nobody moved after seeing the panel.';
	return `${moved} of ${again} moved after seeing the panel.`;
}

function unable({ unable: raters }: Why): string {
	return raters === 0 ? '' : `${many(raters, 'rater')} could not rate it.`;
}

function flags({ flags: raters }: Why): string {
	return raters === 0 ? 'No flags.' : `${many(raters, 'rater')} flagged it.`;
}
