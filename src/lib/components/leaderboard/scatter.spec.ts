import { describe, expect, it } from 'vitest';
import { labelled } from './scatter.ts';

const WITHIN = { left: 40, right: 560, top: 0, bottom: 400 };
const point = (id: string, x: number, y: number, name = id) => ({ id, name, x, y });

describe('labels of a scatter', () => {
	it('stand above and to the right of a point that has room', () => {
		expect(labelled([point('Fir', 300, 200)], WITHIN)).toEqual([
			{ id: 'Fir', text: 'Fir', x: 309, y: 193, anchor: 'start' }
		]);
	});

	it('turn to the left at the right edge, and stay below the upper one', () => {
		const [right] = labelled([point('Dogwood', 555, 200)], WITHIN);
		expect(right).toMatchObject({ anchor: 'end', x: 546 });
		const [above] = labelled([point('Fir', 300, 2)], WITHIN);
		expect(above!.y).toBeGreaterThan(10);
	});

	it('cover neither each other nor a point', () => {
		const crowd = Array.from({ length: 9 }, (_, at) =>
			point(`System ${at}`, 300 + 14 * (at % 3), 200 + 12 * Math.floor(at / 3))
		);
		const labels = labelled(crowd, WITHIN);
		expect(labels.length).toBeGreaterThan(3);
		const boxes = labels.map(({ x, y, text, anchor }) => {
			const wide = 7.1 * text.length;
			const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
			return { left, right: left + wide, top: y - 10, bottom: y + 3 };
		});
		for (const [at, a] of boxes.entries()) {
			for (const b of boxes.slice(at + 1)) {
				const apart =
					a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
				expect(apart).toBe(true);
			}
			for (const { x, y } of crowd) {
				expect(x > a.left && x < a.right && y > a.top && y < a.bottom).toBe(false);
			}
		}
	});

	it('are left out where there is no place, those that matter least first', () => {
		const heap = Array.from({ length: 30 }, (_, at) => point(`System ${at}`, 300, 200));
		const labels = labelled(heap, WITHIN);
		expect(labels[0]!.id).toBe('System 0');
		expect(labels.length).toBeLessThan(14);
	});

	it('are cut where a name is long', () => {
		const [label] = labelled([point('x', 300, 200, 'A system with a name of many words')], WITHIN);
		expect(label!.text).toBe('A system with a name of…');
	});
});
