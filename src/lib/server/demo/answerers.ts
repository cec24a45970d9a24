/**
 * Who answers the cases of the demonstration: eight systems that differ in character, and five generalists. None of
 * them exists, and each name says so wherever it is shown.
 */

/** Chances by the final score of an action, from 1 to 9. */
export type ByScore = readonly [
	number,
	number,
	number,
	number,
	number,
	number,
	number,
	number,
	number
];

export type Character = {
	name: string;
	/** In a few words, for the list. */
	about: string;
	/** How likely an action is to be recommended. */
	recommends: ByScore;
	/** Share of what is recommended that is recommended in part only. */
	inPart: number;
	/** How likely a specialist consult is, whatever its score; null where consults are like all else. */
	refers: number | null;
	/** The most actions of an answer that are not on the list. */
	offList: number;
	/** What those are worth, each as likely. */
	offListScores: readonly number[];
	/** Unicode code points of an answer, about. */
	length: number;
};

const SENSIBLE = [4, 5, 5, 6];
const UNSAFE = [2, 3, 5];

/** The provider of every one of them, which is shown beside the name. */
export const PROVIDER = 'Seeded program';

export const SYSTEMS: readonly Character[] = [
	{
		name: 'Cedar (synthetic)',
		about: 'complete',
		recommends: [0.03, 0.04, 0.08, 0.35, 0.4, 0.5, 0.9, 0.95, 0.98],
		...{ inPart: 0.06, refers: null, offList: 2, offListScores: SENSIBLE, length: 1900 }
	},
	{
		name: 'Alder (synthetic)',
		about: 'balanced',
		recommends: [0.01, 0.02, 0.04, 0.12, 0.15, 0.2, 0.85, 0.92, 0.97],
		...{ inPart: 0.05, refers: null, offList: 1, offListScores: SENSIBLE, length: 1400 }
	},
	{
		name: 'Birch (synthetic)',
		about: 'cautious',
		recommends: [0, 0.01, 0.01, 0.05, 0.06, 0.1, 0.55, 0.75, 0.92],
		...{ inPart: 0.12, refers: null, offList: 0, offListScores: SENSIBLE, length: 1100 }
	},
	{
		name: 'Dogwood (synthetic)',
		about: 'verbose',
		recommends: [0.1, 0.16, 0.3, 0.7, 0.75, 0.8, 0.95, 0.97, 0.98],
		...{ inPart: 0.05, refers: null, offList: 6, offListScores: SENSIBLE, length: 3800 }
	},
	{
		name: 'Fir (synthetic)',
		about: 'terse',
		recommends: [0.01, 0.01, 0.02, 0.04, 0.05, 0.06, 0.35, 0.6, 0.85],
		...{ inPart: 0.2, refers: null, offList: 0, offListScores: SENSIBLE, length: 450 }
	},
	{
		name: 'Elm (synthetic)',
		about: 'refers on',
		recommends: [0.01, 0.02, 0.04, 0.1, 0.1, 0.12, 0.3, 0.42, 0.55],
		...{ inPart: 0.1, refers: 0.97, offList: 1, offListScores: SENSIBLE, length: 900 }
	},
	{
		name: 'Hazel (synthetic)',
		about: 'outdated',
		recommends: [0.12, 0.15, 0.18, 0.35, 0.35, 0.35, 0.65, 0.7, 0.78],
		...{ inPart: 0.08, refers: null, offList: 1, offListScores: UNSAFE, length: 1500 }
	},
	{
		name: 'Larch (synthetic)',
		about: 'harmful',
		recommends: [0.3, 0.35, 0.4, 0.4, 0.4, 0.4, 0.5, 0.55, 0.6],
		...{ inPart: 0.05, refers: null, offList: 2, offListScores: UNSAFE, length: 1600 }
	}
];

/** Generalists are alike but for how much each recommends. */
export const GENERALISTS = {
	name: 'Five generalists (synthetic)',
	about: 'invented physicians, each of whom answers every case once',
	people: 5,
	recommends: [0.02, 0.03, 0.07, 0.18, 0.22, 0.28, 0.66, 0.8, 0.92] satisfies ByScore as ByScore,
	/** The most by which one of them recommends more, or less, of what is neither sure nor out of the question. */
	apart: 0.1
};
