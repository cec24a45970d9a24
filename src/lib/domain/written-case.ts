/** A case as a person writes it, and what has to hold of it beyond the form of each field. */
import type { Action, Case, Group, Variant } from './case.ts';
import type { Meaning } from './case-change.ts';
import { circleInWords, FileNames, findCycle, idFault, sameFileInWords } from './case-ids.ts';

export type WrittenAction = Omit<Action, 'source'> & {
	/** The number it has had until now; null for a new one. */
	was: number | null;
	/** What the change of a rated text is; null where nobody said. */
	meaning: Meaning | null;
};

export type WrittenVariant = {
	externalId: string;
	presentation: string;
	/** What was changed in it, for whoever reads the file. */
	description: string | null;
};

export type WrittenCase = Pick<
	Case,
	'externalId' | 'specialty' | 'presentation' | 'question' | 'reference' | 'guidance' | 'heldOut'
> & {
	/** What the change of a rated presentation or question is. */
	meaning: Meaning | null;
	/** In their order; withdrawn ones are not among them. */
	actions: WrittenAction[];
	/** The pick rules of groups that have one. */
	groups: Omit<Group, 'source'>[];
	/** Without the base presentation. */
	variants: WrittenVariant[];
};

/** What stands around it, with which it must not collide. */
export type Around = {
	/** Ids of the other cases of the study. */
	cases: readonly string[];
	/** Ids of the variants of the other cases. */
	variants: readonly string[];
	/** Numbers of its own actions that are withdrawn. */
	withdrawn: readonly number[];
};

/** What is wrong at one field, as its form names it: `actions.3.number`. As in a schema it begins small, without a stop. */
export type WrittenFault = { field: string; message: string };

/** The rule of alternatives whose coordinator has set none: one of them is enough. */
const USUAL_RULE = { pickType: 'min', pickCount: 1 } as const;

/** The pick rules that NOHARM's files have; a file may hold others. */
export const PICK_TYPES = ['min', 'exact', 'max'] as const;

/** What membership of a group means, of what is known. */
export const GROUP_TYPES = ['alternative', 'harm'] as const;

/** @returns everything that is wrong, field by field */
export function faultsOf(written: WrittenCase, around: Around): WrittenFault[] {
	return [
		...idFaults(written, around),
		...actionFaults(written, around),
		...dependencyFaults(written, around),
		...groupFaults(written)
	];
}

function idFaults({ externalId, variants }: WrittenCase, around: Around): WrittenFault[] {
	const faults: WrittenFault[] = [];
	const taken = new FileNames();
	for (const id of [...around.cases, ...around.variants]) taken.collision(id);
	const known = new Set([...around.cases, ...around.variants]);
	const check = (field: string, id: string) => {
		const unsafe = idFault(id);
		const same = taken.collision(id);
		if (unsafe !== null) faults.push({ field, message: `"${id}" ${unsafe}` });
		else if (known.has(id)) {
			faults.push({ field, message: `"${id}" is in this study already: every id is given once` });
		} else if (same !== null) {
			faults.push({ field, message: sameFileInWords(id, same).replace(/\.$/, '') });
		}
		known.add(id);
	};
	check('externalId', externalId);
	for (const [at, variant] of variants.entries()) {
		check(`variants.${at}.externalId`, variant.externalId);
	}
	return faults;
}

function actionFaults({ actions }: WrittenCase, { withdrawn }: Around): WrittenFault[] {
	const seen = new Set<number>();
	return actions.flatMap(({ number }, at) => {
		const field = `actions.${at}.number`;
		const again = seen.has(number);
		seen.add(number);
		if (withdrawn.includes(number)) {
			return [
				{ field, message: `action ${number} is withdrawn and keeps its number: give another` }
			];
		}
		return again ? [{ field, message: `number ${number} is given twice: give another` }] : [];
	});
}

function dependencyFaults({ actions }: WrittenCase, { withdrawn }: Around): WrittenFault[] {
	const numbers = new Set([...actions.map(({ number }) => number), ...withdrawn]);
	const faults = actions.flatMap(({ number, dependsOn }, at) =>
		dependsOn.flatMap((parent) => {
			const field = `actions.${at}.dependsOn`;
			if (parent === number) {
				return [{ field, message: `action ${number} would depend on itself: take the number out` }];
			}
			return numbers.has(parent)
				? []
				: [{ field, message: `this case has no action ${parent}: give the number of another` }];
		})
	);
	const circle = findCycle(
		new Map(
			actions.map(({ number, dependsOn }) => [
				number,
				dependsOn.filter((parent) => parent !== number)
			])
		)
	);
	if (circle === null) return faults;
	const at = actions.findIndex(({ number }) => number === circle[0]);
	const message = `actions would depend on each other in a circle (${circleInWords(circle)}): take one out`;
	return [...faults, { field: `actions.${at}.dependsOn`, message }];
}

function groupFaults({ actions, groups }: WrittenCase): WrittenFault[] {
	const seen = new Set<string>();
	return groups.flatMap(({ name, pickCount }, at) => {
		const again = seen.has(name);
		seen.add(name);
		if (again) {
			return [
				{ field: `groups.${at}.name`, message: `the group "${name}" has two rules: keep one` }
			];
		}
		const members = actions.filter(({ group }) => group === name).length;
		if (members === 0 || pickCount <= members) return [];
		const of = members === 1 ? '1 action' : `${members} actions`;
		return [{ field: `groups.${at}.pickCount`, message: `the group has ${of}: give no more` }];
	});
}

/** The rule of a group for which nobody has set one: alternatives are never without; null for any other group. */
export function groupRule(
	name: string,
	actions: readonly Pick<Action, 'group' | 'groupType'>[]
): Omit<Group, 'source'> | null {
	const isAlternative = actions.some(
		({ group, groupType }) => group === name && groupType === 'alternative'
	);
	return isAlternative ? { name, ...USUAL_RULE } : null;
}

/** The groups that actions are in or that have a rule, in that order, each once. */
export function groupNames({
	actions,
	groups
}: {
	actions: readonly Pick<Action, 'group'>[];
	groups: readonly Pick<Group, 'name'>[];
}): string[] {
	const used = actions.flatMap(({ group }) => (group === null ? [] : [group]));
	return [...new Set([...groups.map(({ name }) => name), ...used])];
}

/** What is said of a variant in the file it came from, or was by hand. */
export function descriptionOf({ perturbation }: Variant): string | null {
	return typeof perturbation?.description === 'string' ? perturbation.description : null;
}
