/** Which scores every action of a study was given by those who are heard: kept until a case changes, a number an action. */
import type { RaterGroup, Sample } from '#lib/domain/agreement-view.ts';
import { specialtyName } from '#lib/domain/case.ts';
import {
	answerOf,
	isReason,
	scoreIn,
	voicesOf,
	type PanelCase,
	type StudyPanel
} from '../../panel/index.ts';
import { NONE, Patterns } from './patterns.ts';
import type { Specialties } from './specialties.ts';

/** Who is heard: what of a sample tells ratings apart. Cases and categories are chosen afterwards. */
export type Ears = Pick<Sample, 'round' | 'signed' | 'group'>;

/** The answers to the actions of a study, those of a case one after the other. */
export type Hearing = {
	/** The pattern of each action. */
	patterns: Uint32Array;
	/** How many could not rate each action. */
	cannotRate: Uint8Array;
	/** For each case when the newest of these answers was given or changed, in milliseconds since 1970; 0 for never. */
	newest: Float64Array;
};

/** Hearings of a study that are kept at once; the one asked for longest ago makes room. */
const MOST_HEARD = 12;

/** What of a study does not change while its panel stands: where the actions of each case begin, and their categories. */
export type Ground = {
	panel: StudyPanel;
	patterns: Patterns;
	/** One more than there are cases. */
	starts: Int32Array;
	/** The name of the specialty of each case. */
	specialties: readonly string[];
	/** By name, in the order in which they first come. */
	categories: readonly string[];
	/** The place of each action's category. */
	categoryOf: Uint16Array;
};

type Kept = Hearing & { stamp: number; stamps: Float64Array };

const grounds = new WeakMap<StudyPanel, Ground>();
const kept = new WeakMap<StudyPanel, { specialties: Specialties; of: Map<string, Kept> }>();

export function groundOf(panel: StudyPanel): Ground {
	const known = grounds.get(panel);
	if (known !== undefined) return known;
	const starts = new Int32Array(panel.cases.length + 1);
	panel.cases.forEach(({ actions }, at) => (starts[at + 1] = starts[at]! + actions.length));
	const places = new Map<string, number>();
	const categoryOf = Uint16Array.from(
		panel.cases.flatMap(({ actions }) =>
			actions.map(({ category }) => {
				const place = places.get(category) ?? places.size;
				places.set(category, place);
				return place;
			})
		)
	);
	const ground: Ground = {
		...{ panel, patterns: new Patterns(), starts, categoryOf },
		specialties: panel.cases.map(({ specialty }) => specialtyName(specialty)),
		categories: [...places.keys()]
	};
	grounds.set(panel, ground);
	return ground;
}

/**
 * What a study says to these ears.
 *
 * @param specialties of the raters; a hearing of a group is another one once they are
 */
export function hearingOf(ground: Ground, ears: Ears, specialties: Specialties): Hearing {
	const { panel } = ground;
	const known = kept.get(panel);
	const { of } = known?.specialties === specialties ? known : { of: new Map<string, Kept>() };
	kept.set(panel, { specialties, of });
	const key = `${ears.round} ${ears.signed} ${ears.group}`;
	const hearing = of.get(key) ?? deaf(ground);
	of.delete(key);
	of.set(key, hearing);
	if (of.size > MOST_HEARD) of.delete(of.keys().next().value!);
	if (hearing.stamp !== panel.stamp) {
		panel.cases.forEach((item, at) => {
			if (hearing.stamps[at] === item.stamp) return;
			hearing.newest[at] = hear(ground, hearing, at, ears, specialties);
			hearing.stamps[at] = item.stamp;
		});
		hearing.stamp = panel.stamp;
	}
	return hearing;
}

function deaf({ panel: { cases }, categoryOf }: Ground): Kept {
	return {
		patterns: new Uint32Array(categoryOf.length),
		cannotRate: new Uint8Array(categoryOf.length),
		newest: new Float64Array(cases.length),
		stamp: -1,
		stamps: new Float64Array(cases.length).fill(-1)
	};
}

/** Enters the answers to a case, and gives the moment of the newest. */
function hear(
	{ panel, patterns, starts }: Ground,
	into: Hearing,
	place: number,
	{ round, signed, group }: Ears,
	specialties: Specialties
): number {
	const item = panel.cases[place]!;
	const heard = voicesOf(item, { signed, ...(round !== 'newest' && { only: round }) });
	const voices = heard.filter((voice) => isIn(group, item, specialties.get(voice[0]!.memberId)));
	item.actions.forEach((_, at) => {
		let pattern = NONE;
		let cannot = 0;
		for (const voice of voices) {
			const answer = answerOf(voice, at);
			const score = scoreIn(answer);
			if (score !== null) pattern = patterns.with(pattern, score);
			else if (isReason(answer)) cannot += 1;
		}
		into.patterns[starts[place]! + at] = pattern;
		into.cannotRate[starts[place]! + at] = cannot;
	});
	return Math.max(0, ...voices.flatMap((voice) => voice.map(({ ratedAt }) => ratedAt ?? 0)));
}

function isIn(
	group: RaterGroup | null,
	{ specialty }: PanelCase,
	theirs: ReadonlySet<string> | undefined
): boolean {
	if (group === null) return true;
	return (theirs?.has(specialty) ?? false) === (group === 'own');
}
