/** Why something is done that stays on record, as its form asks for it. */
import { z } from 'zod';

/** The longest reason, where its form has no limit of its own. */
export const MAX_REASON = 2_000;

/**
 * A reason, trimmed.
 *
 * @param why what is said where there is none, e.g. `say why the case is opened again`
 * @param most characters
 */
export const reasonFor = (why: string, most = MAX_REASON) =>
	z
		.string()
		.trim()
		.min(1, why)
		.max(most, `at most ${most.toLocaleString('en')} characters`);

/** What is said of somebody who pauses or leaves. */
export const reasonSchema = reasonFor('say why: it stays on record');
