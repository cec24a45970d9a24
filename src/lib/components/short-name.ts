/** Names where there is little room. */

/**
 * The first name as its first letter: `Kofi Boateng` is `K. Boateng`, `Anneke van der Berg` is
 * `A. van der Berg`; a title in front is left out.
 */
export function shortName(name: string): string {
	const words = name.trim().split(/\s+/);
	const named = words.filter((word, index) => index > 0 || !TITLES.test(word));
	const [first = '', ...rest] = named.length > 1 ? named : words;
	return rest.length === 0 ? first : `${[...first][0]}. ${rest.join(' ')}`;
}

const TITLES = /^(dr|prof|professor|pd)\.?$/i;
