/** Reading a specialty as people write it: its code, its name, a synonym, or nearly one of these. */
import { SPECIALTY_NAMES, specialtyName } from './case.ts';
import { slipsBetween } from './spelling.ts';

/** Other words for a specialty, folded as `folded` folds them. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
	Allergy: ['allergology', 'immunology', 'allergologie'],
	Card: ['cardio', 'heart', 'cardiovascularmedicine', 'cardiacmedicine', 'kardiologie'],
	Derm: ['dermatologyandvenereology', 'skin', 'dermatologie'],
	Endo: ['endocrine', 'diabetes', 'diabetology', 'endocrinologyanddiabetes', 'endokrinologie'],
	GI: ['gastro', 'hepatology', 'gastroenterologyandhepatology', 'gastroenterologie'],
	Gyn: ['obgyn', 'obstetrics', 'gynecologyandobstetrics', 'obstetricsandgynecology', 'gynakologie'],
	Heme: ['hem', 'hemato', 'blood', 'hematologie', 'hamatologie'],
	ID: ['infectious', 'infectiousdisease', 'infections', 'infectiology', 'infektiologie'],
	IM: [
		'general',
		'generalmedicine',
		'generalinternalmedicine',
		'gim',
		'internal',
		'internist'
	].concat('medicine', 'innere', 'inneremedizin'),
	Neph: ['nephro', 'renal', 'renalmedicine', 'kidney', 'nephrologie'],
	Neuro: ['neurologie'],
	Onc: ['onco', 'medicaloncology', 'cancer', 'onkologie'],
	Ophtho: ['ophth', 'eye', 'ophthalmologie', 'augenheilkunde'],
	Ortho: ['orthopedic', 'orthopedicsurgery', 'orthopadie'],
	Psych: ['psy', 'mentalhealth', 'psychiatrie'],
	Pulm: [
		'pulmo',
		'pulmonary',
		'respiratory',
		'respiratorymedicine',
		'pneumology',
		'pneumologie'
	].concat('chest', 'lung', 'pulmonarymedicine'),
	Rheum: ['rheumatologie'],
	Uro: ['urologie']
};

/** How a word was read. */
export type Reading =
	/** A specialty of the study; `said` is the word where it was written in another way. */
	| { kind: 'known'; code: string; said: string | null }
	/** Nearly one: a slip of the pen. The word stays until somebody decides. */
	| { kind: 'near'; code: string; nearest: string }
	/** A specialty, perhaps, but none that a case here has. */
	| { kind: 'other'; code: string };

/**
 * A word without case, accents, spaces and the differences between British and American spelling; whoever
 * practises is read as what is practised.
 */
export function folded(word: string): string {
	return word
		.normalize('NFKD')
		.toLowerCase()
		.replaceAll('&', 'and')
		.replace(/[^\p{L}\p{N}]/gu, '')
		.replace(/[ao]e/g, 'e')
		.replace(/(olog|iatr)ists?$/, '$1y');
}

/** Every way to write a specialty. */
function waysOf(code: string): string[] {
	const standard = standardOf(code);
	const synonyms = standard === null ? [] : (SYNONYMS[standard] ?? []);
	const names = [code, specialtyName(code), ...(standard === null ? [] : [standard])];
	const full = standard === null ? [] : [specialtyName(standard)];
	return [...names, ...full].map(folded).concat(synonyms);
}

/** The code that a word stands for among those Primum knows; a study may call the same thing otherwise. */
function standardOf(word: string): string | null {
	const wanted = folded(word);
	for (const [code, name] of SPECIALTY_NAMES) {
		if (
			[code, name]
				.map(folded)
				.concat(SYNONYMS[code] ?? [])
				.includes(wanted)
		)
			return code;
	}
	return null;
}

/**
 * Reads a word.
 *
 * @param word not empty
 * @param codes of the specialties that the cases of the study have, and those it calls generalists
 */
export function readSpecialty(word: string, codes: readonly string[]): Reading {
	const written = word.normalize('NFC').replace(/\s+/gu, ' ').trim();
	if (codes.includes(written)) return { kind: 'known', code: written, said: null };
	const wanted = folded(written);
	const known = codes.find((code) => waysOf(code).includes(wanted));
	if (known !== undefined) {
		const name = specialtyName(known);
		return { kind: 'known', code: known, said: written === name ? null : written };
	}
	const standard = standardOf(written);
	if (standard !== null) return { kind: 'other', code: standard };
	const nearest = nearestTo(wanted, codes) ?? nearestTo(wanted, [...SPECIALTY_NAMES.keys()]);
	if (nearest !== null) return { kind: 'near', code: written, nearest };
	return { kind: 'other', code: written };
}

/** Words shorter than this are too like each other to guess. */
const SHORTEST = 5;

function nearestTo(wanted: string, codes: readonly string[]): string | null {
	if (wanted.length < SHORTEST) return null;
	const most = wanted.length < 8 ? 1 : 2;
	let best: { code: string; slips: number } | null = null;
	for (const code of codes) {
		for (const way of waysOf(code)) {
			if (way.length < SHORTEST || Math.abs(way.length - wanted.length) > most) continue;
			const slips = slipsBetween(wanted, way);
			if (slips <= most && (best === null || slips < best.slips)) best = { code, slips };
		}
	}
	return best?.code ?? null;
}
