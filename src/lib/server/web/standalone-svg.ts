/** A chart of a page as a drawing that stands by itself: colours said outright, white ground, heading and notes. */
import { escaped } from '../html.ts';

type Drawing = {
	/** The chart as the page has it. */
	svg: string;
	heading: string;
	/** Of what it is, on a line of its own. */
	about: string;
	/** What the chart does not say itself: intervals, and what they rest on. */
	notes: readonly string[];
};

const MARGIN = 20;
const LINE = 18;
/** Letters of 12 pixels that fit into 100 pixels, of the widest font there may be. */
const LETTERS = 14;
const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
const [INK, SOFT] = ['#1d2327', '#56606a'];

/** @returns a document of SVG, in the colours of the light theme */
export function standalone({ svg, heading, about, notes }: Drawing): string {
	const chart = bare(svg);
	const { width, height } = sizeOf(chart);
	const wide = Math.max(width, 480);
	const above = wrapped(about, wide);
	const below = notes.flatMap((note) => wrapped(note, wide));
	const top = MARGIN + LINE + 4 + above.length * LINE + 8;
	const whole = top + height + (below.length > 0 ? 12 + below.length * LINE : 0) + MARGIN;
	const lines = (texts: readonly string[], y: number) =>
		texts.map(
			(text, at) =>
				`<text x="${MARGIN}" y="${y + at * LINE}" font-size="12" fill="${SOFT}">${escaped(text)}</text>`
		);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<svg xmlns="http://www.w3.org/2000/svg" width="${wide + 2 * MARGIN}" height="${whole}" ` +
			`viewBox="0 0 ${wide + 2 * MARGIN} ${whole}" font-family="${FONT}">`,
		'<style>.number { font-variant-numeric: tabular-nums }</style>',
		'<rect width="100%" height="100%" fill="#ffffff"/>',
		`<text x="${MARGIN}" y="${MARGIN + 12}" font-size="15" font-weight="600" fill="${INK}">${escaped(heading)}</text>`,
		...lines(above, MARGIN + LINE + 16),
		chart.replace('<svg', `<svg x="${MARGIN}" y="${top}"`),
		...lines(below, top + height + 12 + 12),
		'</svg>',
		''
	].join('\n');
}

/** Without what only a page needs: marks of its scripts, names of its styles, variables of its themes. */
function bare(svg: string): string {
	return svg
		.slice(svg.indexOf('<svg'), svg.lastIndexOf('</svg>') + '</svg>'.length)
		.replaceAll(/<!--.*?-->/gs, '')
		.replaceAll(/<[^>]*>/g, bareTag);
}

/** What is written between tags is somebody's name, and stays as it is. */
const bareTag = (tag: string) =>
	tag
		.replaceAll(/var\(--[\w-]+,\s*([^()]+)\)/g, '$1')
		.replaceAll(/ class="[^"]*"/g, (names) => names.replaceAll(/ ?svelte-[\w-]+/g, ''))
		.replaceAll(' class=""', '');

function sizeOf(svg: string): { width: number; height: number } {
	const [, , , width, height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg)!;
	return { width: Number(width), height: Number(height) };
}

/** A text in lines that fit. */
function wrapped(text: string, width: number): string[] {
	const most = Math.floor((width / 100) * LETTERS);
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines;
}
