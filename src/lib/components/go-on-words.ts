import type { MyCase } from '#lib/domain/my-cases.ts';
import type { RaterText } from '#lib/text/messages.ts';

/** On the button that leads to a case: `Continue with Card001: 12 actions left`. */
export function goOnWords(text: RaterText, { externalId, rated, actions }: MyCase): string {
	const values = { case: externalId, left: actions - rated };
	return rated > 0 ? text.myCases.continue(values) : text.myCases.start(values);
}
