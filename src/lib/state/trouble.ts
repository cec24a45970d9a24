/** What keeps changes from being saved. */
import type { Refused } from '#lib/domain/refusal.ts';
import type { Current, Pending } from './pending.ts';

/** Why nothing is sent just now. The last waits for a person. */
export type Pause = { kind: 'offline' } | { kind: 'retrying' } | { kind: 'signed-out' };

/** A change that waits for a person, and with it every later one of its action. */
export type Held =
	| { kind: 'conflict'; entry: Pending; current: Current }
	| ({ kind: 'refused'; entry: Pending } & Refused);

export type Trouble = Pause | Held;

export type SaveState = 'saved' | 'saving' | 'too-long' | Trouble['kind'];
