/** The description of everything that can be asked, as OpenAPI 3.1 has it, made from the operations themselves. */
import { z } from 'zod';
import { VERSION } from '../../version.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { named } from './schemas.ts';
import { ROOT } from './values.ts';

type Json = Record<string, unknown>;

/** What each tag holds, in the order of a reader's way. */
const TAGS: Record<Operation['tag'], string> = {
	Studies: 'Which studies can be looked at.',
	Releases: 'Numbered, immutable releases, their files, and making one.',
	Figures: 'Live figures, the same as on the pages of the study.',
	Submissions: 'Answers that are held against a release: checked, sent, watched, withdrawn.',
	Jobs: 'Imports, and how far long work is.',
	Description: 'This document.'
};

const ABOUT = `Releases and figures of studies for programs, submissions to leaderboards, and imports and releases as jobs.

A program sends a token, which somebody who runs or observes the study makes on its page "HTTP interface", and a submitter on the page "Programs". A token is for one study and never lets a program do more than its owner may.

Errors are problem documents (RFC 9457) whose \`type\` stays the same; \`detail\` is a sentence for people. The endpoints that Primum's own pages use for rating are internal and not described here.`;

/** Why any operation may refuse; what each may refuse besides stands with it. */
const REFUSALS: Record<number, string> = {
	400: 'Something in the request cannot be used; `problems` says what.',
	401: 'There is no token, or it has ended.',
	403: 'The token has another scope, or its owner may not do this.',
	404: 'There is no such thing, or none that the owner of the token may know of.',
	406: 'The answer is JSON, which Accept rules out.',
	409: 'Not as things are now: something is under way, or the study is archived.',
	413: 'More than is taken at once.',
	415: 'The type of the body is not one that is read.',
	416: 'No byte of the file is in the range.',
	429: 'Too many requests; Retry-After says when to go on.',
	503: 'The database cannot be written just now; Retry-After says when to try again.'
};

const OF_ALL = [400, 401, 403, 429, 503];

const documents = new Map<string, Json>();

/**
 * The description for one installation.
 *
 * @param origin where it stands
 */
export function documentFor(origin: string): Json & { openapi: string; info: Json; paths: Json } {
	const known = documents.get(origin) ?? written(origin);
	documents.set(origin, known);
	return known as ReturnType<typeof documentFor>;
}

function written(origin: string): Json {
	const paths = Object.groupBy(OPERATIONS, ({ path }) => path);
	return {
		openapi: '3.1.0',
		info: {
			title: 'Primum',
			version: VERSION,
			summary: 'Releases and figures of rating studies.',
			description: ABOUT,
			license: { name: 'MIT', identifier: 'MIT' }
		},
		servers: [{ url: `${origin}${ROOT}` }],
		security: [{ token: [] }],
		tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
		paths: Object.fromEntries(
			Object.entries(paths).map(([path, operations]) => [
				path,
				Object.fromEntries(
					operations!.map((operation) => [operation.method.toLowerCase(), described(operation)])
				)
			])
		),
		components: {
			securitySchemes: {
				token: {
					type: 'http',
					scheme: 'bearer',
					description: 'A token of the study: Authorization: Bearer primum_…'
				}
			},
			schemas: schemas(),
			headers: {
				RateLimit: text('Requests that are left to the token, and seconds until all are again.'),
				RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
				ETag: text('Names what is answered: send it as If-None-Match to be answered with 304.'),
				Location: text('The address of the job.'),
				AcceptRanges: text('bytes: parts of the file can be asked for with Range.'),
				ContentRange: text('Which bytes these are, of how many.')
			}
		}
	};
}

const text = (description: string) => ({ description, schema: { type: 'string' } });
const header = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** The schema of that name. */
function referred(schema: z.ZodType): Json {
	return { $ref: `#/components/schemas/${named.get(schema)!.id}` };
}

function schemas(): Json {
	const uri = (id: string) => `#/components/schemas/${id}`;
	const input = z.toJSONSchema(named, { uri, io: 'input' }).schemas;
	const output = z.toJSONSchema(named, { uri, io: 'output' }).schemas;
	const sent = new Set(OPERATIONS.flatMap(({ body }) => (body ? [named.get(body)!.id] : [])));
	return Object.fromEntries(
		Object.keys(output).map((id) => {
			const {
				$schema: _dialect,
				$id: _name,
				...schema
			} = (sent.has(id) ? input : output)[id] as Json;
			return [id, schema];
		})
	);
}

function described(operation: Operation): Json {
	const { id, tag, summary, about, scope } = operation;
	return {
		operationId: id,
		tags: [tag],
		summary,
		description: `${about}${scopeWords(scope)}`,
		...(scope === 'anyone' && { security: [] }),
		...listed('parameters', parametersOf(operation)),
		...requestOf(operation),
		responses: { ...answersOf(operation), ...refusalsOf(operation) }
	};
}

const listed = (name: string, list: readonly Json[]) => (list.length > 0 ? { [name]: list } : {});

function scopeWords(scope: Operation['scope']): string {
	if (scope === 'anyone') return '';
	if (scope === 'job') return '\n\nScope: `import` for an import, `release` for a release.';
	return scope === 'read' ? '\n\nScope: any.' : `\n\nScope: \`${scope}\`.`;
}

function parametersOf({ params, query, answer }: Operation): Json[] {
	const headers =
		'media' in answer
			? [
					{ name: 'If-None-Match', about: 'A tag of what is there already.' },
					{ name: 'Range', about: 'One range of bytes, e.g. bytes=0-1023.' },
					{ name: 'If-Range', about: 'The range only while the tag is this one.' }
				]
			: answer.isTagged
				? [{ name: 'If-None-Match', about: 'A tag of what is there already.' }]
				: [];
	return [
		...fieldsOf(params, 'path'),
		...fieldsOf(query, 'query'),
		...headers.map(({ name, about }) => ({
			...{ name, in: 'header', description: about, required: false },
			schema: { type: 'string' }
		}))
	];
}

function fieldsOf(schema: z.ZodType, place: 'path' | 'query'): Json[] {
	const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
	return Object.entries(properties).map(([name, property]) => {
		const { description, examples, ...rest } = property as Json & { examples?: unknown[] };
		return {
			...{ name, in: place, description, required: place === 'path' || required.includes(name) },
			schema: rest,
			...(examples && { example: examples[0] })
		};
	});
}

function requestOf({ body, file }: Operation): Json {
	if (file !== undefined) {
		const content = Object.fromEntries(file.media.map((type) => [type, {}]));
		return { requestBody: { description: file.about, required: true, content } };
	}
	if (body === undefined) return {};
	const content = { 'application/json': { schema: referred(body) } };
	return { requestBody: { required: false, content } };
}

function answersOf({ answer, scope }: Operation): Json {
	const limits = scope === 'anyone' ? {} : { RateLimit: header('RateLimit') };
	if ('media' in answer) {
		const headers = { ...limits, ETag: header('ETag'), 'Accept-Ranges': header('AcceptRanges') };
		const content = Object.fromEntries(answer.media.map((type) => [type, {}]));
		return {
			200: { description: answer.about, headers, content },
			206: {
				description: 'The part that was asked for.',
				headers: { ...headers, 'Content-Range': header('ContentRange') },
				content
			},
			304: { description: 'Whoever asks has it.' }
		};
	}
	const { status, about, schema, isTagged } = answer;
	return {
		[status]: {
			description: about,
			headers: {
				...limits,
				...(isTagged && { ETag: header('ETag') }),
				...(status === 202 && { Location: header('Location') })
			},
			content: { 'application/json': { schema: referred(schema) } }
		},
		...(isTagged && { 304: { description: 'Whoever asks has it.' } })
	};
}

function refusalsOf({ refusals, scope }: Operation): Json {
	const all = scope === 'anyone' ? [400] : OF_ALL;
	return Object.fromEntries(
		[...new Set([...all, ...refusals])]
			.sort((a, b) => a - b)
			.map((status) => [
				status,
				{
					description: REFUSALS[status],
					...((status === 429 || status === 503) && {
						headers: { 'Retry-After': header('RetryAfter') }
					}),
					content: {
						'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } }
					}
				}
			])
	);
}
