/** Which of the actions the address of the page asks for. */
import { CONCERNS, type Concern } from '#lib/domain/disagreements.ts';

export const CONCERN_WORDS: Record<Concern, string> = {
	discordant: 'Discordant',
	flagged: 'Flagged',
	'cannot-rate': 'Cannot rate',
	commented: 'Commented'
};

/** Null stands for all of them. */
export type Filter = { concern: Concern | null; specialty: string | null };

type Placed = { specialty: string; concerns: readonly Concern[] };

/** Reads `show` and `specialty` of an address; what there is not is read as all. */
export function filterOf(url: URL, specialties: readonly string[]): Filter {
	const { searchParams } = url;
	return {
		concern: CONCERNS.find((known) => known === searchParams.get('show')) ?? null,
		specialty: specialties.find((known) => known === searchParams.get('specialty')) ?? null
	};
}

/** The specialties that occur, by name. */
export function specialtiesOf(places: readonly { specialty: string }[]): string[] {
	return [...new Set(places.map(({ specialty }) => specialty))].sort((a, b) =>
		a.localeCompare(b, 'en')
	);
}

/** True where something of this specialty and these concerns is asked for. */
export function passes({ concern, specialty }: Filter, place: Placed): boolean {
	return (
		(concern === null || place.concerns.includes(concern)) &&
		(specialty === null || place.specialty === specialty)
	);
}
