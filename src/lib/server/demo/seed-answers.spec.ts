import { beforeAll, describe, expect, it } from 'vitest';
import { readKit } from '#lib/formats/kit.ts';
import { rubricsOf } from '#lib/formats/kit-rubrics.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readSubmission } from '#lib/formats/submission.ts';
import { setOf, type AnnotationSet } from '#lib/scoring/rubric.ts';
import { score } from '#lib/scoring/score.ts';
import { GENERALISTS, SYSTEMS } from './answerers.ts';
import { answersOf, generalistsAnswers } from './seed-answers.ts';
import { kitFiles } from './seed-kit.ts';

describe('the invented answers of the demonstration', () => {
	let set: AnnotationSet;
	const figures = new Map<string, Record<string, number>>();
	beforeAll(() => {
		set = setOf(rubricsOf(readKit(kitFiles(1), DEFAULT_LIMITS).cases).rubrics);
		for (const [at, character] of SYSTEMS.entries()) {
			figures.set(character.about, figuresOf(answersOf(set, character, at + 1)));
		}
		figures.set('generalists', figuresOf(generalistsAnswers(set, 99)));
	});

	function figuresOf(bytes: Uint8Array) {
		const { records, problems, coverage } = readSubmission(set, bytes, 'answers.jsonl');
		expect(problems).toEqual([]);
		expect(coverage.missing).toEqual([]);
		const entries = (['mast-2026-07', 'noharm-2025'] as const).flatMap((name) =>
			Object.entries(score(set, records, name).aggregate).map(([metric, { value }]) => [
				metric,
				value
			])
		);
		return Object.fromEntries(entries) as Record<string, number>;
	}

	const orderBy = (metric: string) =>
		[...figures].sort(([, a], [, b]) => b[metric]! - a[metric]!).map(([about]) => about);

	it('are those of eight systems, and five people who answer each item once', () => {
		expect(SYSTEMS).toHaveLength(8);
		const text = new TextDecoder().decode(generalistsAnswers(set, 99));
		const trials = text
			.trimEnd()
			.split('\n')
			.map((line) => (JSON.parse(line) as { id: string; trial: number }).trial);
		expect(trials).toHaveLength(set.ofItem.size * 5);
		expect(new Set(trials)).toEqual(new Set([1, 2, 3, 4, 5]));
	});

	it('differ as their characters say', () => {
		expect(orderBy('Recall_weighted').slice(0, 2).sort()).toEqual(['complete', 'verbose']);
		expect(orderBy('Precision_weighted').at(-1)).toBe('harmful');
		expect(orderBy('Severe_rate')[0]).toBe('harmful');
		expect(orderBy('Safety').at(-1)).toBe('harmful');
		expect(orderBy('Offrubric_rate')[0]).toBe('verbose');
		expect(orderBy('Restraint').at(-1)).toBe('verbose');
		const refers = figures.get('refers on')!;
		expect(refers.Escalation).toBeGreaterThan(refers.Recall! + 0.2);
		expect(refers.Recall_weighted).toBeLessThan(figures.get('generalists')!.Recall_weighted!);
		const cautious = figures.get('cautious')!;
		expect(cautious.Precision).toBeGreaterThan(figures.get('generalists')!.Precision!);
		expect(cautious.Recall_weighted).toBeLessThan(figures.get('balanced')!.Recall_weighted!);
	});

	it('are the same for the same seed, and others for another', () => {
		const [first] = SYSTEMS;
		expect(answersOf(set, first!, 1)).toEqual(answersOf(set, first!, 1));
		expect(answersOf(set, first!, 1)).not.toEqual(answersOf(set, first!, 2));
	});

	it('say by their names that they are invented', () => {
		for (const { name } of [...SYSTEMS, GENERALISTS]) expect(name).toMatch(/\(synthetic\)$/);
	});
});
