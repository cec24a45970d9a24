/**
 * How the text of a case is set: prose, lines such as `Vitals: BP 138/84` as pairs, the question apart. The
 * words, their order and their line breaks stay as they were written.
 */

export type Block =
	| { kind: 'prose'; text: string }
	| { kind: 'facts'; pairs: { label: string; value: string }[] }
	| { kind: 'question'; text: string };

/** A label is a few words at the head of a line, not a sentence with a colon in it. */
const FACT = /^(\p{Lu}[\p{L}\p{N} /()-]{0,27}?):[ \t]+(\S.*)$/u;
const LONGEST_LABEL_WORDS = 3;

/**
 * Splits a presentation into blocks.
 *
 * @param presentation as the case has it
 * @param question where the case has it apart; otherwise a line `Question: ...` is one
 */
export function blocksOf(presentation: string, question: string | null): Block[] {
	const blocks: Block[] = [];
	for (const line of presentation.split(/\r?\n/)) addLine(blocks, line);
	const trimmed = blocks.map(withoutOuterBreaks).filter((block) => !isBlank(block));
	return question === null ? trimmed : [...trimmed, { kind: 'question', text: question.trim() }];
}

function addLine(blocks: Block[], line: string): void {
	const last = blocks.at(-1);
	const fact = factOf(line);
	if (fact?.label === 'Question') {
		blocks.push({ kind: 'question', text: fact.value });
	} else if (fact !== null) {
		if (last?.kind === 'facts') last.pairs.push(fact);
		else blocks.push({ kind: 'facts', pairs: [fact] });
	} else if (last?.kind === 'prose') {
		last.text += `\n${line}`;
	} else {
		blocks.push({ kind: 'prose', text: line });
	}
}

function factOf(line: string): { label: string; value: string } | null {
	const match = FACT.exec(line);
	if (match === null) return null;
	const [, label, value] = match;
	return label!.split(' ').length > LONGEST_LABEL_WORDS ? null : { label: label!, value: value! };
}

function withoutOuterBreaks(block: Block): Block {
	return block.kind === 'prose' ? { ...block, text: block.text.replace(/^\n+|\s+$/g, '') } : block;
}

function isBlank(block: Block): boolean {
	return block.kind === 'prose' && block.text.trim() === '';
}
