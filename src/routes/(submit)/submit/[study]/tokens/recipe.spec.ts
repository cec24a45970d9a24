import { describe, expect, it } from 'vitest';
import { recipeFor } from './recipe.ts';

describe('commands that send', () => {
	it('stand with the address of the board, and take the token from the environment', () => {
		const commands = recipeFor('https://primum.test', { slug: 'noharm', release: 3 });
		expect(commands).toContain(
			'"https://primum.test/api/v1/studies/noharm/releases/3/submissions?check=true"'
		);
		expect(commands).toContain('$PRIMUM_TOKEN');
		expect(commands).not.toContain('primum_');
	});

	it('leave the release to be put in where no board is open', () => {
		expect(recipeFor('https://primum.test', { slug: 'noharm', release: null })).toContain(
			'/releases/NUMBER/submissions'
		);
	});
});
