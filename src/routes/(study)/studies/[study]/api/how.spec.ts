import { describe, expect, it } from 'vitest';
import { TOKEN_FIRST } from '#lib/components/tokens/token-first.ts';
import { recipesFor } from './how.ts';

const BASE = 'https://primum.hospital.example/api/v1/studies/noharm';

describe('recipes', () => {
	it('stand with the addresses of the study, and take the token from the environment', () => {
		const recipes = recipesFor(BASE);
		expect(recipes.map(({ title }) => title)).toEqual(['Terminal', 'Python', 'R']);
		for (const { code } of recipes) {
			expect(code).toContain(BASE);
			expect(code).toContain('PRIMUM_TOKEN');
			expect(code).not.toContain('primum_');
		}
		expect(TOKEN_FIRST).toContain('PRIMUM_TOKEN');
	});

	it('of a terminal end no line in a backslash but those that go on', () => {
		const [terminal] = recipesFor(BASE);
		expect(terminal!.code).toMatch(/-o release\.zip \\\n {2}https:\S+\/releases\/latest\/archive$/);
	});
});
