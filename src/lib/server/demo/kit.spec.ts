import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Option {
	id: number;
	text: string;
	category: string;
	score: number;
	bestInGroup: boolean;
	isHarmOfInaction: boolean;
	abstraction?: string | null;
	abstractionType?: 'alternative' | 'harm' | null;
	dependsOn?: number[];
}
interface Rubric {
	id: string;
	open: boolean;
	synthetic: boolean;
	author: string;
	case: { presentation: string; recommendations: string };
	options: Option[];
	abstractionGroups: { name: string; pickCount: number; pickType: string }[];
	specialistConsult: {
		consults: { specialty: string; harm: { severity: string }; optionId: number }[];
	};
}
interface Variant {
	id: string;
	base_id: string;
	perturb_id: number | null;
	n_perturbs: number;
	category: string;
	presentation: string;
}
interface Item {
	id: string;
	prompt: string;
	metadata: { base_id: string; perturb_id: number | null; category: string; open: boolean };
}

const kit = join(import.meta.dirname, 'kit');
const read = (path: string) => readFileSync(join(kit, path), 'utf8');
const folder = <T>(path: string) =>
	readdirSync(join(kit, path)).map((file) => ({
		file,
		value: JSON.parse(read(join(path, file))) as T
	}));
const words = (text: string) => text.split(/\s+/).length;
const specialty = (id: string) => /^[A-Za-z]+/.exec(id)?.[0];

const rubricFiles = folder<Rubric>('dataset/rubrics');
const variantFiles = folder<Variant>('dataset/perturbations');
const rubrics = rubricFiles.map(({ value }) => value);
const variants = new Map(variantFiles.map(({ value }) => [value.id, value]));
const items = read('dataset/items.jsonl')
	.trimEnd()
	.split('\n')
	.map((line) => JSON.parse(line) as Item);
const options = rubrics.flatMap((rubric) => rubric.options);
const rubricsWith = (has: (option: Option) => boolean) =>
	rubrics.filter((rubric) => rubric.options.some(has)).length;

describe('the demo kit as a whole', () => {
	it('is large and varied enough to show the product', () => {
		expect(rubrics).toHaveLength(14);
		expect(new Set(rubrics.map(({ id }) => specialty(id))).size).toBeGreaterThanOrEqual(9);
		expect(options.length).toBeGreaterThanOrEqual(380);
		expect([...new Set(options.map(({ score }) => score))].sort()).toEqual([
			1, 2, 3, 4, 5, 6, 7, 8, 9
		]);
		expect([...new Set(options.map(({ category }) => category))].sort()).toEqual([
			'Counseling',
			'Diagnostic',
			'Follow-up',
			'Medication',
			'Multiple',
			'Procedure'
		]);
		expect(rubricsWith((o) => o.abstractionType === 'alternative')).toBeGreaterThanOrEqual(8);
		expect(rubricsWith((o) => o.abstractionType === 'harm')).toBeGreaterThanOrEqual(8);
		expect(rubricsWith((o) => o.dependsOn !== undefined)).toBeGreaterThanOrEqual(4);
	});

	it('has unique ids that match the names of its files', () => {
		expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
		for (const { file, value } of [...rubricFiles, ...variantFiles])
			expect(file).toBe(`${value.id}.json`);
		expect(items.map(({ id }) => id).sort()).toEqual([...variants.keys()].sort());
	});

	it('gives three cases two variants each, whose text differs from the base', () => {
		const perturbed = items.filter(({ metadata }) => metadata.perturb_id !== null);
		expect(perturbed).toHaveLength(6);
		expect(new Set(perturbed.map(({ metadata }) => metadata.base_id)).size).toBe(3);
		for (const { id, prompt, metadata } of perturbed) {
			expect(id).toBe(`${metadata.base_id}-${metadata.perturb_id}`);
			expect(prompt, id).not.toBe(variants.get(metadata.base_id)?.presentation);
			expect(variants.get(metadata.base_id)?.n_perturbs).toBe(2);
		}
	});

	it('repeats every item exactly in its perturbation file', () => {
		for (const { id, prompt, metadata } of items) {
			const { base_id, perturb_id, category, presentation } = variants.get(id)!;
			expect({ base_id, perturb_id, category }, id).toEqual({
				base_id: metadata.base_id,
				perturb_id: metadata.perturb_id,
				category: metadata.category
			});
			expect(presentation, id).toBe(prompt);
			expect(metadata.open, id).toBe(true);
		}
	});

	it('guides only options that exist', () => {
		for (const file of readdirSync(join(kit, 'guidance'))) {
			const guidance = parse(read(join('guidance', file))) as {
				case_id: string;
				options: Record<string, { matching: string }>;
			};
			expect(file).toBe(`${guidance.case_id}.yaml`);
			const rubric = rubrics.find(({ id }) => id === guidance.case_id);
			const ids = rubric?.options.map(({ id }) => String(id));
			expect(ids, file).toEqual(expect.arrayContaining(Object.keys(guidance.options)));
		}
	});
});

describe.each(rubrics)('demo case $id', (rubric) => {
	it('declares itself synthetic, open and ours', () => {
		expect(rubric).toMatchObject({ synthetic: true, open: true, author: 'Primum' });
	});

	it('shows the same presentation in rubric, item and perturbation', () => {
		const { presentation, recommendations } = rubric.case;
		expect(items.find(({ id }) => id === rubric.id)?.prompt).toBe(presentation);
		expect(variants.get(rubric.id)?.presentation).toBe(presentation);
		expect(presentation).toMatch(/\nVitals: .*\n(.*\n)+Question: .*\?.*$/);
		expect(words(presentation)).toBeGreaterThanOrEqual(80);
		expect(words(presentation)).toBeLessThanOrEqual(170);
		expect(words(recommendations)).toBeGreaterThanOrEqual(60);
		expect(words(recommendations)).toBeLessThanOrEqual(130);
	});

	it('numbers 24 to 34 distinct actions from 1, with scores from harmful to beneficial', () => {
		const scores = rubric.options.map(({ score }) => score);
		expect(rubric.options.length).toBeGreaterThanOrEqual(24);
		expect(rubric.options.length).toBeLessThanOrEqual(34);
		expect(rubric.options.map(({ id }) => id)).toEqual(rubric.options.map((_, i) => i + 1));
		expect(new Set(rubric.options.map(({ text }) => text.toLowerCase())).size).toBe(scores.length);
		expect(scores.every((score) => Number.isInteger(score) && score >= 1 && score <= 9)).toBe(true);
		expect(Math.min(...scores)).toBe(1);
		expect(Math.max(...scores)).toBeGreaterThanOrEqual(8);
		expect(rubric.options.filter((o) => o.isHarmOfInaction && o.score <= 3)).toHaveLength(1);
	});

	it('resolves its groups, with one best member in each group of alternatives', () => {
		const alternatives = rubric.options.filter((o) => o.abstractionType === 'alternative');
		const names = rubric.abstractionGroups.map(({ name }) => name);
		expect([...new Set(alternatives.map((o) => o.abstraction))]).toEqual(names);
		for (const { name, pickCount, pickType } of rubric.abstractionGroups) {
			const members = alternatives.filter((o) => o.abstraction === name);
			expect({ pickCount, pickType }).toEqual({ pickCount: 1, pickType: 'min' });
			expect(members.length, name).toBeGreaterThanOrEqual(2);
			expect(members.every(({ score }) => score >= 7)).toBe(true);
			const best = members.filter((o) => o.bestInGroup);
			expect(best, name).toHaveLength(1);
			expect(best[0]?.score, name).toBe(Math.max(...members.map(({ score }) => score)));
		}
		for (const option of rubric.options.filter((o) => o.abstractionType === 'harm'))
			expect(option.score, option.text).toBeLessThanOrEqual(3);
	});

	it('resolves dependencies to other actions that depend on nothing that leads back', () => {
		const parents = new Map(rubric.options.map((o) => [o.id, o.dependsOn ?? []]));
		const ancestors = (id: number): number[] =>
			(parents.get(id) ?? []).flatMap((parent) => [parent, ...ancestors(parent)]);
		for (const [id, direct] of parents) {
			expect(direct.every((parent) => parents.has(parent) && parent !== id)).toBe(true);
			expect(ancestors(id)).not.toContain(id);
		}
	});

	it('asks for a consult that is one of its actions, as severe as its score says', () => {
		const severity: Record<number, string> = { 7: 'Mild', 8: 'Moderate', 9: 'Severe' };
		const { consults } = rubric.specialistConsult;
		expect(consults.length).toBeGreaterThanOrEqual(1);
		for (const { harm, optionId } of consults) {
			const option = rubric.options.find(({ id }) => id === optionId);
			expect(option?.category).toBe('Follow-up');
			expect(harm.severity).toBe(severity[option?.score ?? 0]);
		}
	});
});
