/** What became of each action: its wordings, rounds, referrals and rulings, in the order of time. */
export { pastsOf, Pasts, type Past } from './keeping.ts';
export { namesOf } from './names.ts';
export { show, type ActionStory } from './showing.ts';
