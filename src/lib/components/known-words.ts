/**
 * Words that arrive in English, such as the name of a specialty, in the language of the page; as they came
 * where the catalogue does not have them.
 *
 * @param room the messages of such words, by their English
 */
export function knownWords(room: Readonly<Record<string, () => string>>, words: string): string {
	return Object.hasOwn(room, words) ? room[words]!() : words;
}
