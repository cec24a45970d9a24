const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** A text as it stands in HTML, within an element or in an attribute between quotation marks. */
export function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
