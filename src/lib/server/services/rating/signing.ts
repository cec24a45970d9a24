/** The words under which a case is signed: what they say must be true of its round. */
import type { Language } from '#lib/domain/language.ts';
import { LATER_SIGNATURE_MEANINGS, SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import type { Owned } from '../assigning/index.ts';
import { isAskedAgain } from './former.ts';

/** By language. */
export function wordsToSign(owned: Owned): Readonly<Record<Language, string>> {
	return isAskedAgain(owned) ? LATER_SIGNATURE_MEANINGS : SIGNATURE_MEANINGS;
}
