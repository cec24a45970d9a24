/** Mappings that a study keeps under names, so that a file of the same kind is read the same way the next time. */
import { sameJson, type JsonObject } from '#lib/domain/case.ts';
import { caseMappingSchema, mappingSchema, type Mapping } from '#lib/domain/mapping.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, keeperOf } from '../../auth/guards.ts';
import { assertUnmoved } from '../../auth/unmoved.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/mappings.ts';
import type { MappingRow } from '../../store/mappings.ts';
import * as trail from '../../store/trail.ts';

const nameSchema = caseMappingSchema.pick({ name: true });

/** A mapping that is kept. `updatedAt` is milliseconds since 1970, UTC, and names its version. */
export type KeptMapping = {
	id: number;
	name: string;
	updatedAt: number;
	mapping: Mapping;
	/** The study that keeps it, where that is another one. */
	from: string | null;
};

/** The mappings of a study by their names, for those who run it. */
export function mappings(app: App, actor: Actor, slug: string): Promise<KeptMapping[]> {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* keeperOf(tx, actor, slug);
		return (yield* store.ofStudy(tx, { studyId })).flatMap((row) => kept(row));
	});
}

/** The mappings that whoever asks may use in a study: its own, then those of others that the person runs. */
export function* usable(tx: Queries, actor: Actor, studyId: number): Steps<KeptMapping[]> {
	const own = yield* store.ofStudy(tx, { studyId });
	const others = actor.id === null ? [] : yield* store.elsewhere(tx, { studyId, userId: actor.id });
	return [
		...own.flatMap((row) => kept(row)),
		...others.flatMap(({ mapping, study }) => kept(mapping, study))
	];
}

/** One that an earlier version kept in a form that is not read any more is left out. */
function kept({ id, name, updatedAt, mapping }: MappingRow, from: string | null = null) {
	const read = mappingSchema.safeParse({ ...mapping, name });
	return read.success ? [{ id, name, updatedAt, mapping: read.data, from }] : [];
}

/** Which mapping of a study is meant, and its version as whoever asks saw it. */
export type Meant = { id: number; seen: number };

/** A mapping to keep under its name, and the one of this study whose place it may take; null for none. */
export type Keeping = { mapping: Mapping; used: Meant | null };

/**
 * The steps of keeping a mapping under its name.
 *
 * @returns the kept mapping: its id and version
 * @throws Refusal ('conflict') where the study keeps another one under this name, or it was changed meanwhile
 */
export function* keep(tx: Change, studyId: number, { mapping, used }: Keeping): Steps<Meant> {
	const { name } = mapping;
	const before = yield* store.named(tx, { studyId, name });
	if (before !== undefined) {
		if (before.id !== used?.id) throw taken(name);
		yield* assertUnmoved(tx, seenAs(before, used.seen));
		if (sameJson(before.mapping, mapping)) return { id: before.id, seen: before.updatedAt };
	}
	const { id, updatedAt } = yield* store.set(tx, { studyId, name, mapping: mapping as JsonObject });
	yield* trail.record(tx, {
		...{ studyId, what: 'mapping.saved', subject: `mapping:${id}`, new: { name } }
	});
	return { id, seen: updatedAt };
}

const taken = (name: string) =>
	new Refusal(
		'conflict',
		`The study keeps another mapping under the name "${name}". Use that one, or choose another name.`
	);

const seenAs = ({ id, studyId, name, updatedAt }: MappingRow, seen: number) => ({
	...{ studyId, subject: `mapping:${id}`, name: `The mapping "${name}"`, seen, version: updatedAt }
});

/** Keeps a mapping under its name, for those who run the study. @returns and @throws as `keep` */
export function saveMapping(
	app: App,
	actor: Actor,
	slug: string,
	keeping: Keeping
): Promise<Meant> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id } = yield* coordinatorOf(tx, actor, slug);
		return yield* keep(tx, id, keeping);
	});
}

/**
 * Gives a mapping another name.
 *
 * @throws Refusal ('missing') for none of this study, ('invalid') for a name that cannot be, ('conflict') where another
 *   has the name or it was changed meanwhile
 */
export async function renameMapping(
	app: App,
	actor: Actor,
	slug: string,
	{ name: wanted, ...meant }: Meant & { name: string }
): Promise<string> {
	const { name } = nameSchema.parse({ name: wanted });
	return atomically(app.db, by(app, actor), function* (tx) {
		const row = yield* found(tx, actor, slug, meant);
		const { studyId, id } = row;
		if (name === row.name) return name;
		if ((yield* store.named(tx, { studyId, name })) !== undefined) throw taken(name);
		yield* store.rename(tx, id, name);
		yield* trail.record(tx, {
			...{ studyId, what: 'mapping.renamed', subject: `mapping:${id}` },
			...{ old: { name: row.name }, new: { name } }
		});
		return name;
	});
}

/** Forgets a mapping. @returns its name @throws Refusal ('missing') or ('conflict') as `renameMapping` */
export async function removeMapping(
	app: App,
	actor: Actor,
	slug: string,
	meant: Meant
): Promise<string> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id, studyId, name } = yield* found(tx, actor, slug, meant);
		yield* store.remove(tx, id);
		yield* trail.record(tx, {
			...{ studyId, what: 'mapping.removed', subject: `mapping:${id}`, old: { name } }
		});
		return name;
	});
}

function* found(tx: Change, actor: Actor, slug: string, { id, seen }: Meant): Steps<MappingRow> {
	const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
	const row = yield* store.byId(tx, { studyId, id });
	if (row === undefined) throw new Refusal('missing', 'This study has no such mapping any more.');
	yield* assertUnmoved(tx, seenAs(row, seen));
	return row;
}
