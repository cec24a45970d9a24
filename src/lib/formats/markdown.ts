/** A name as plain text within Markdown. */
export function plain(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|&~]/g, '\\$&');
}
