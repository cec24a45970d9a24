/** An installation elsewhere, asked over its HTTP interface (docs/http.md). */
import type { z } from 'zod';
import * as schemas from '#lib/server/web/api/schemas.ts';
import { RemoteRefusal, Usage } from '../failure.ts';
import { note } from '../notes.ts';
import type { Remote } from '../verb.ts';
import { ask, parsed, unexplained, unreachable, type Place } from './asking.ts';
import { tokenOf } from './token.ts';

/** Of a release: a number, or the newest that is not withdrawn. */
export type Which = number | 'latest';

/** A release as a list has it. Times are milliseconds since 1970, as within. */
export type ReleaseThere = {
	number: number;
	createdAt: number;
	sha256: string;
	withdrawn: { at: number; reason: string } | null;
	note: string;
	rules: z.output<typeof schemas.releaseInList>['rules'];
	counts: z.output<typeof schemas.releaseInList>['counts'];
};

/** A release's archive: its bytes from one place on, as long as it is still the one that was named. */
export type ArchiveThere = { sha256: string; from(byte: number): Promise<Response> };

/**
 * The installation that `--remote` names; null where none is named.
 *
 * @throws Usage where the address or the token cannot be used
 */
export async function elsewhere(given: Partial<Remote>): Promise<Elsewhere | null> {
	const { remote, token, tokenFile } = given;
	if (remote !== undefined) {
		return new Elsewhere({ origin: originOf(remote), token: tokenOf(given) });
	}
	if (token !== undefined || tokenFile !== undefined) {
		throw new Usage('--token and --token-file go with --remote.');
	}
	return null;
}

/** @throws Usage where it is no address of an installation */
function originOf(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || !['http:', 'https:'].includes(url.protocol)) {
		throw new Usage(`--remote: give an address such as https://primum.example.org, not "${text}".`);
	}
	if (url.username !== '' || !['/', '/api/v1', '/api/v1/'].includes(url.pathname)) {
		throw new Usage(`--remote: the address must end after the host, as ${url.origin} does.`);
	}
	const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
	if (url.protocol === 'http:' && !isHere) {
		note(`The token travels to ${url.origin} unencrypted: use https where you can.`);
	}
	return url.origin;
}

export class Elsewhere {
	readonly origin: string;
	readonly #place: Place;

	constructor(place: Place) {
		this.origin = place.origin;
		this.#place = place;
	}

	/** Those that the token lets its owner look at: one. */
	async studies(): Promise<{ slug: string; name: string; archivedAt: number | null }[]> {
		const { studies } = await this.#json('/studies', schemas.studies);
		return studies.map(({ slug, name, archivedAt }) => ({
			...{ slug, name, archivedAt: archivedAt === null ? null : Date.parse(archivedAt) }
		}));
	}

	/** The newest first. */
	async releases(study: string): Promise<ReleaseThere[]> {
		const { releases } = await this.#json(`/studies/${study}/releases`, schemas.releases);
		return releases.map(withTimes);
	}

	/** One release, without its list of files. */
	async release(study: string, which: Which): Promise<ReleaseThere> {
		return withTimes(
			await this.#json(`/studies/${study}/releases/${which}`, schemas.releaseInList)
		);
	}

	/** The zip of a release. */
	archive(study: string, { number, sha256 }: ReleaseThere): ArchiveThere {
		const path = `/studies/${study}/releases/${number}/archive`;
		return {
			sha256,
			from: (byte) =>
				ask(
					this.#place,
					path,
					byte === 0 ? {} : { range: `bytes=${byte}-`, 'if-range': `"${sha256}"` }
				)
		};
	}

	/** The bytes of one file of a release. */
	async file(study: string, which: Which, path: string): Promise<Uint8Array> {
		const response = await ask(this.#place, `/studies/${study}/releases/${which}/files/${path}`);
		return new Uint8Array(await this.#whole(() => response.arrayBuffer()));
	}

	async #json<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
		const response = await ask(this.#place, path, { accept: 'application/json' });
		const text = await this.#whole(() => response.text());
		const read = schema.safeParse(parsed(text));
		if (read.success) return read.data;
		const what = 'answers with something else than this version of Primum reads';
		throw new RemoteRefusal(unexplained(this.origin, 502, what));
	}

	/** The whole of an answer; its connection may be cut on the way. */
	async #whole<T>(read: () => Promise<T>): Promise<T> {
		try {
			return await read();
		} catch (thrown) {
			throw new RemoteRefusal(unreachable(this.origin, thrown));
		}
	}
}

const withTimes = ({
	createdAt,
	withdrawn,
	...release
}: z.output<typeof schemas.releaseInList>): ReleaseThere => ({
	...release,
	createdAt: Date.parse(createdAt),
	withdrawn: withdrawn && { at: Date.parse(withdrawn.at), reason: withdrawn.reason }
});
