/** Where the labels of a scatter stand: pure, so that the drawing has only to be drawn. */
import { fitted } from '../charts/forest.ts';
import type { Mark, MarkKind } from './marks.ts';

export type ScatterPoint = {
	id: string;
	name: string;
	kind: MarkKind;
	isSelected: boolean;
	x: number;
	y: number;
	xEnds: Mark['ends'];
	yEnds: Mark['ends'];
};

/** One of the two figures. */
export type ScatterAxis = {
	name: string;
	domain: readonly [number, number];
	/** What a tick says. */
	tick: (value: number) => string;
};

/** A box in pixels; y goes down. */
export type Box = { left: number; right: number; top: number; bottom: number };

/** Something that has a place and a name. */
export type Named = { id: string; name: string; x: number; y: number };

export type Label = {
	id: string;
	/** Cut where the name is long. */
	text: string;
	x: number;
	/** Of the line that the letters stand on. */
	y: number;
	anchor: 'start' | 'middle' | 'end';
};

/** Pixels of a letter of 12 pixels in the widest font that there may be. */
const LETTER = 7.1;
const TALL = 13;
/** Longer names are cut. */
const LETTERS = 24;

/** Where a label may stand from its point, the best place first. */
const PLACES = [
	{ anchor: 'start', dx: 9, dy: -7 },
	{ anchor: 'start', dx: 9, dy: 16 },
	{ anchor: 'end', dx: -9, dy: -7 },
	{ anchor: 'end', dx: -9, dy: 16 },
	{ anchor: 'start', dx: 11, dy: 4 },
	{ anchor: 'end', dx: -11, dy: 4 },
	{ anchor: 'middle', dx: 0, dy: -13 },
	{ anchor: 'middle', dx: 0, dy: 23 },
	{ anchor: 'start', dx: 9, dy: -21 },
	{ anchor: 'end', dx: -9, dy: -21 },
	{ anchor: 'start', dx: 9, dy: 30 },
	{ anchor: 'end', dx: -9, dy: 30 }
] as const;

/**
 * Puts a label beside each point where it covers neither a point nor another label; one that finds no place is left
 * out.
 *
 * @param points those whose label matters most first
 * @param within where letters may stand
 */
export function labelled(points: readonly Named[], within: Box): Label[] {
	const taken: Box[] = points.map(({ x, y }) => around(x, y, 6));
	const labels: Label[] = [];
	for (const { id, name, x, y } of points) {
		const text = fitted(name, LETTERS);
		const wide = text.length * LETTER;
		for (const { anchor, dx, dy } of PLACES) {
			const box = boxOf(x + dx, y + dy, wide, anchor);
			if (!isIn(box, within) || taken.some((other) => meet(box, other))) continue;
			taken.push(box);
			labels.push({ id, text, x: x + dx, y: y + dy, anchor });
			break;
		}
	}
	return labels;
}

function boxOf(x: number, y: number, wide: number, anchor: Label['anchor']): Box {
	const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
	return { left, right: left + wide, top: y - TALL + 3, bottom: y + 3 };
}

const around = (x: number, y: number, size: number): Box => ({
	...{ left: x - size, right: x + size },
	...{ top: y - size, bottom: y + size }
});

const isIn = (box: Box, { left, right, top, bottom }: Box) =>
	box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;

const meet = (a: Box, b: Box) =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
