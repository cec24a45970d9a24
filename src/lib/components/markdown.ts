/**
 * Markdown as a small tree of what Primum shows. There is no way through it for markup: HTML in the source
 * stays text, a link is http or https or it is text, an image is its description.
 */
import { marked, type Token, type Tokens } from 'marked';

export type Inline =
	| { kind: 'text' | 'code'; text: string }
	| { kind: 'strong' | 'emphasis' | 'deleted'; content: Inline[] }
	| { kind: 'link'; href: string; content: Inline[] }
	| { kind: 'break' };

export type Block =
	| { kind: 'heading'; level: number; content: Inline[] }
	| { kind: 'paragraph'; content: Inline[] }
	| { kind: 'list'; start: number | null; items: Block[][] }
	| { kind: 'quote'; content: Block[] }
	| { kind: 'code'; text: string }
	| { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
	| { kind: 'rule' };

/**
 * Reads Markdown.
 *
 * @param source the text; anything in it that is not plain Markdown is kept as text
 */
export function parse(source: string): Block[] {
	return marked.lexer(source).flatMap(block);
}

/** The words of inline content, without their form. */
export function textOf(content: readonly Inline[]): string {
	return content
		.map((part) =>
			part.kind === 'break' ? ' ' : 'content' in part ? textOf(part.content) : part.text
		)
		.join('');
}

/** All words of a block, for a search. */
export function wordsOf(part: Block): string {
	switch (part.kind) {
		case 'rule':
			return '';
		case 'code':
			return part.text;
		case 'quote':
			return part.content.map(wordsOf).join(' ');
		case 'list':
			return part.items.flatMap((item) => item.map(wordsOf)).join(' ');
		case 'table':
			return [part.head, ...part.rows].flatMap((row) => row.map(textOf)).join(' ');
		default:
			return textOf(part.content);
	}
}

function block(token: Token): Block[] {
	switch (token.type) {
		case 'space':
		case 'def':
			return [];
		case 'hr':
			return [{ kind: 'rule' }];
		case 'heading':
			return [{ kind: 'heading', level: token.depth, content: inlines(token.tokens) }];
		case 'paragraph':
			return [{ kind: 'paragraph', content: inlines(token.tokens) }];
		// A list item's own words, and text the lexer left loose.
		case 'text':
			return [
				{
					kind: 'paragraph',
					content: token.tokens ? inlines(token.tokens) : [text(token as Tokens.Text)]
				}
			];
		case 'blockquote':
			return [{ kind: 'quote', content: (token.tokens ?? []).flatMap(block) }];
		case 'code':
			return [{ kind: 'code', text: token.text }];
		case 'list':
			return [list(token as Tokens.List)];
		case 'table':
			return [table(token as Tokens.Table)];
		default:
			return [{ kind: 'paragraph', content: [{ kind: 'text', text: token.raw.trim() }] }];
	}
}

function list({ ordered, start, items }: Tokens.List): Block {
	return {
		kind: 'list',
		start: ordered ? Number(start) : null,
		items: items.map(({ tokens }) => tokens.flatMap(block))
	};
}

function table({ header, rows }: Tokens.Table): Block {
	const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => inlines(tokens));
	return { kind: 'table', head: cells(header), rows: rows.map(cells) };
}

function inlines(tokens: readonly Token[] | undefined): Inline[] {
	return (tokens ?? []).map(inline);
}

function inline(token: Token): Inline {
	switch (token.type) {
		case 'strong':
			return { kind: 'strong', content: inlines(token.tokens) };
		case 'em':
			return { kind: 'emphasis', content: inlines(token.tokens) };
		case 'del':
			return { kind: 'deleted', content: inlines(token.tokens) };
		case 'codespan':
			return { kind: 'code', text: token.text };
		case 'br':
			return { kind: 'break' };
		case 'link':
			return link(token as Tokens.Link);
		case 'image':
		case 'escape':
		case 'text':
			return text(token as Tokens.Text);
		default:
			return { kind: 'text', text: token.raw };
	}
}

function link({ href, tokens, raw }: Tokens.Link): Inline {
	const isWeb = URL.canParse(href) && ['http:', 'https:'].includes(new URL(href).protocol);
	return isWeb ? { kind: 'link', href, content: inlines(tokens) } : { kind: 'text', text: raw };
}

function text({ text: words }: Pick<Tokens.Text, 'text'>): Inline {
	return { kind: 'text', text: words };
}
