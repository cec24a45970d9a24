/** What words stand for, as lines that a person can read and edit: `harmful = 2`. */

export function wordsAsText(words: Readonly<Record<string, string>> | undefined): string {
	return Object.entries(words ?? {})
		.map(([word, value]) => `${word} = ${value}`)
		.join('\n');
}

/** The words in such lines; a line without a sign of equality says nothing. */
export function readWords(text: string): Record<string, string> {
	const lines = text.split('\n').flatMap((line): [string, string][] => {
		const at = line.lastIndexOf('=');
		const [word, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
		return at === -1 || word === '' || value === '' ? [] : [[word, value]];
	});
	return Object.fromEntries(lines);
}
