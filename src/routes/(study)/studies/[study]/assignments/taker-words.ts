/** What is said of somebody to whom a case could go. */
import { many } from '#lib/components/figures.ts';
import type { Candidate } from '#lib/server/services/assigning/index.ts';
import { FIT_WORDS } from './plan-said.ts';

/** How the person suits, and how much there is to do: `Nephrology · near · 3 open cases`. */
export function takerWords({
	specialties,
	fit,
	open
}: Omit<Candidate, 'memberId' | 'name'>): string {
	const which = specialties.length === 0 ? 'any specialty' : specialties.join(', ');
	const suits = fit === 'own' || specialties.length === 0 ? [] : [FIT_WORDS[fit]];
	return [which, ...suits, many(open, 'open case')].join(' · ');
}
