/** The people of the demonstration. None of them exists. */

/** Specialists a panel: every specialty of the kit has three of them. */
export const PANEL = 10;

/** The most raters a seed makes of itself, however many cases it has. */
const MOST_RATERS = 300;

/** The most raters that can be asked for. */
export const MOST_ASKED = 3_000;

export type Persona = { name: string; email: string; specialties: string[] };

export const ADMIN: Persona = {
	name: 'Ines Carvalho',
	email: 'admin@demo.example',
	specialties: []
};

export const COORDINATOR: Persona = {
	name: 'Tomas Lindqvist',
	email: 'coordinator@demo.example',
	specialties: []
};

export const ADJUDICATOR: Persona = {
	name: 'Marguerite Achterberg',
	email: 'adjudicator@demo.example',
	specialties: []
};

const SPECIALTIES: readonly (readonly string[])[] = [
	['Card', 'Neph', 'Pulm'],
	['Card', 'Neuro', 'Psych'],
	['Card', 'Endo', 'Heme'],
	['Endo', 'Neph', 'Rheum'],
	['Endo', 'GI', 'Neuro', 'Rheum'],
	['Derm', 'Heme', 'ID', 'Pulm'],
	['GI', 'ID', 'Psych'],
	['GI', 'Heme', 'ID'],
	['Derm', 'Neph', 'Neuro', 'Psych', 'Pulm'],
	['Derm', 'Rheum']
];

const GIVEN =
	'Amara Mateo Yuki Leila Henrik Priya Samuel Noor Daniela Kofi Mei Oskar Fatima Rafael Anneke Tariq Sofia Jonas Chidi Hana Luca Zainab Piotr Aroha'.split(
		' '
	);
const FAMILY =
	'Okoro Salinas Tanabe Haddad Solberg Raman Whitfield Aziz Ferreira Boateng Zhao Nyström Rahmani Duarte Verbeek Malik Petrova Keller Eze Novak Moretti Bello Wolski Parata'.split(
		' '
	);

/** How many raters there are for a number of copies of the kit: ten a copy, up to a panel of thirty times ten. */
export const ratersFor = (scale: number): number => Math.min(PANEL * scale, MOST_RATERS);

const INITIALS = 'ABCDEF';

/**
 * So many raters.
 *
 * @param n at most MOST_ASKED
 */
export function raters(n: number): Persona[] {
	return Array.from({ length: n }, (_, index) => {
		// Each round through the given names shifts the family names by one, so no name comes twice.
		const shift = Math.floor(index / GIVEN.length);
		const family = FAMILY[(index + shift) % FAMILY.length];
		// After every pair has come once, they come again with an initial.
		const again = Math.floor(index / (GIVEN.length * FAMILY.length));
		const middle = again === 0 ? '' : `${INITIALS[again - 1]}. `;
		return {
			name: `${GIVEN[index % GIVEN.length]} ${middle}${family}`,
			email: `rater${index + 1}@demo.example`,
			specialties: [...SPECIALTIES[index % PANEL]!]
		};
	});
}
