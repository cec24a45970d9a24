/** Releases: numbered, immutable, hashed snapshots of a study. */
import { randomInt } from 'node:crypto';
import { assignPseudonyms } from '#lib/domain/pseudonym.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { releaseOptionsSchema, type Manifest, type ReleaseOptions } from '#lib/domain/release.ts';
import type { JsonObject } from '#lib/domain/case.ts';
import type { Files } from '#lib/formats/files.ts';
import { writeRelease } from '#lib/formats/release.ts';
import { zip } from '#lib/formats/zip.ts';
import type { z } from 'zod';
import type { Actor, App } from '../app.ts';
import { sha256 } from '../auth/secrets.ts';
import { atomically } from '../db/atomically.ts';
import { violation } from '../db/errors.ts';
import * as audit from '../store/audit.ts';
import * as store from '../store/releases.ts';
import * as studies from '../store/studies.ts';
import { requireCoordinator } from './access.ts';
import { reportOf } from './agreement.ts';
import { isSigned, ratersOf, readRatedStudy, signedOnly, type RatedStudy } from './rated-study.ts';
import { snapshotOf } from './snapshot.ts';

export type ReleaseSummary = {
	number: number;
	createdAt: number;
	options: ReleaseOptions;
	counts: Manifest['counts'];
	rules: Manifest['rules'];
	/** SHA-256 of the zip. */
	sha256: string;
	withdrawn: { at: number; reason: string } | null;
};

/** What a release made now would hold, before it is made. */
export type ReleasePreview = {
	cases: number;
	actions: number;
	ratings: number;
	raters: number;
	final: number;
	unresolved: number;
	/** Cases their raters have started but not signed: those ratings stay out. */
	unsignedCases: number;
};

/** The releases of a study, the newest first. */
export async function list(app: App, actor: Actor, slug: string): Promise<ReleaseSummary[]> {
	const { study } = await requireCoordinator(app, actor, slug);
	return (await store.ofStudy(app.db, study.id)).map(summary);
}

/** One release. */
export async function show(
	app: App,
	actor: Actor,
	slug: string,
	number: number
): Promise<ReleaseSummary & { manifest: Manifest }> {
	const release = await find(app, actor, slug, number);
	return { ...summary(release), manifest: release.manifest };
}

/** Counts what a release would hold; nothing is made. */
export async function preview(app: App, actor: Actor, slug: string): Promise<ReleasePreview> {
	const { study } = await requireCoordinator(app, actor, slug);
	const all = await readRatedStudy(app, study);
	const options = releaseOptionsSchema.parse({});
	const { ratings, finals, cases } = snapshotOf(signedOnly(all), {
		number: 0,
		created: 0,
		options
	});
	return {
		cases: cases.length,
		actions: finals.length,
		ratings: ratings.length,
		raters: new Set(ratings.map(({ rater }) => rater)).size,
		final: finals.filter(({ score }) => score !== null).length,
		unresolved: finals.filter(({ score }) => score === null).length,
		unsignedCases: unsigned(all)
	};
}

function unsigned({ cases }: RatedStudy): number {
	const open = cases.flatMap(({ row, actions }) =>
		actions.flatMap(({ ratings }) =>
			[...ratings.values()]
				.filter((placed) => !isSigned(placed))
				.map(({ memberId }) => `${row.id}/${memberId}`)
		)
	);
	return new Set(open).size;
}

/**
 * Makes a release of what is submitted now. Ratings of cases that are not signed stay out.
 *
 * @throws Refusal ('invalid') where the study has no case, or ratings but none of them signed
 */
export async function create(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof releaseOptionsSchema>
): Promise<ReleaseSummary> {
	const { study } = await requireCoordinator(app, actor, slug);
	const options = releaseOptionsSchema.parse(input);
	const all = await withPseudonyms(app, await readRatedStudy(app, study));
	const signed = signedOnly(all);
	assertReleasable(all, signed);
	const now = app.now();
	const number = await store.nextNumber(app.db, study.id);
	const snapshot = snapshotOf(signed, { number, created: now, options });
	const report = JSON.parse(JSON.stringify(reportOf(signed))) as JsonObject;
	const files = writeRelease(snapshot, report);
	const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as Manifest;
	try {
		const release = await atomically(app.db, function* (tx) {
			const row = yield* store.insert(
				tx,
				{
					studyId: study.id,
					number,
					createdAt: now,
					createdBy: actor.id,
					options,
					manifest,
					sha256: sha256(zip(files))
				},
				[...files].map(([path, bytes]) => ({
					path,
					sha256: sha256(bytes),
					content: Buffer.from(bytes)
				}))
			);
			yield* audit.record(tx, {
				at: now,
				userId: actor.id,
				studyId: study.id,
				what: 'release.made',
				subject: `release:${number}`,
				new: { options, counts: manifest.counts, sha256: row.sha256 }
			});
			return row;
		});
		return summary(release);
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', 'Another release was made at the same moment. Look at it first.');
	}
}

function assertReleasable(all: RatedStudy, signed: RatedStudy): void {
	const { study, cases } = all;
	if (cases.length === 0) {
		throw new Refusal(
			'invalid',
			`The study "${study.name}" has no cases: there is nothing to release.`
		);
	}
	if (ratersOf(signed).length > 0 || ratersOf(all).length === 0) return;
	throw new Refusal(
		'invalid',
		'Ratings exist, but no rater has submitted a case yet. Wait for a signature, then release.'
	);
}

/** The study with a pseudonym for everyone who has rated; those who had none get one that stays. */
async function withPseudonyms(app: App, rated: RatedStudy): Promise<RatedStudy> {
	const active = new Set(ratersOf(rated).map(({ id }) => id));
	const PRECISION = 2 ** 47;
	const names = assignPseudonyms(
		rated.members.filter(({ id, pseudonym }) => active.has(id) || pseudonym !== null),
		() => randomInt(PRECISION) / PRECISION
	);
	if (names.size === 0) return rated;
	await atomically(app.db, function* (tx) {
		for (const [id, pseudonym] of names) yield* studies.setPseudonym(tx, id, pseudonym);
	});
	// Read again, because a release made at the same moment may have named them first.
	return { ...rated, members: await studies.members(app.db, rated.study.id) };
}

/** The files of a release, byte for byte as they were made. */
export async function files(app: App, actor: Actor, slug: string, number: number): Promise<Files> {
	const release = await find(app, actor, slug, number);
	const rows = await store.files(app.db, release.id);
	return new Map(rows.map(({ path, content }) => [path, new Uint8Array(content)]));
}

/**
 * The zip of a release.
 *
 * @throws Error where the stored files no longer give the recorded hash
 */
export async function archive(
	app: App,
	actor: Actor,
	slug: string,
	number: number
): Promise<{ name: string; bytes: Uint8Array; sha256: string }> {
	const release = await find(app, actor, slug, number);
	const bytes = zip(await files(app, actor, slug, number));
	if (sha256(bytes) !== release.sha256) {
		throw new Error(`Release ${number} of ${slug} does not match its recorded hash.`);
	}
	return { name: `${slug}-release-${number}.zip`, bytes, sha256: release.sha256 };
}

/**
 * Marks a release as withdrawn. It stays, with the reason.
 *
 * @throws Refusal ('invalid') without a reason, ('conflict') where it is withdrawn already
 */
export async function withdraw(
	app: App,
	actor: Actor,
	slug: string,
	number: number,
	reason: string
): Promise<void> {
	const release = await find(app, actor, slug, number);
	const why = reason.trim();
	if (why === '') throw new Refusal('invalid', 'Say why the release is withdrawn.');
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const withdrawn = yield* store.withdraw(tx, release.id, now, why);
		if (withdrawn === undefined) {
			throw new Refusal('conflict', `Release ${number} is withdrawn already.`);
		}
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: release.studyId,
			what: 'release.withdrawn',
			subject: `release:${number}`,
			reason: why
		});
	});
}

async function find(app: App, actor: Actor, slug: string, number: number): Promise<store.Release> {
	const { study } = await requireCoordinator(app, actor, slug);
	const release = await store.byNumber(app.db, study.id, number);
	if (release === undefined) {
		throw new Refusal('missing', `The study "${study.name}" has no release ${number}.`);
	}
	return release;
}

function summary(release: store.Release): ReleaseSummary {
	return {
		number: release.number,
		createdAt: release.createdAt,
		options: release.options,
		counts: release.manifest.counts,
		rules: release.manifest.rules,
		sha256: release.sha256,
		withdrawn:
			release.withdrawnAt === null
				? null
				: { at: release.withdrawnAt, reason: release.withdrawnReason! }
	};
}
