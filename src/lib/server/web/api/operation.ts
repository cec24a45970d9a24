/**
 * What can be asked by HTTP, as data: an endpoint is made from it (serve.ts), and so is its description (openapi.ts).
 */
import { z } from 'zod';
import type { TokenScope } from '#lib/domain/api-token.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** JSON of a schema that the description names. */
export type JsonAnswer<Schema extends z.ZodType = z.ZodType> = {
	status: 200 | 202;
	about: string;
	schema: Schema;
	/** Answered with 304 where whoever asks has it already. */
	isTagged?: boolean;
};

/** Bytes that never change, with all that HTTP has for fetching them. */
export type BytesAnswer = { status: 200; about: string; media: readonly string[] };

export type Operation<
	Params extends z.ZodType = z.ZodType,
	Query extends z.ZodType = z.ZodType,
	Body extends z.ZodType = z.ZodType,
	Answer extends JsonAnswer | BytesAnswer = JsonAnswer | BytesAnswer
> = {
	/** Names it for programs that are made from the description. */
	id: string;
	method: Method;
	/** Below /api/v1, with its parameters in braces. */
	path: string;
	tag: 'Studies' | 'Releases' | 'Figures' | 'Submissions' | 'Jobs' | 'Description';
	summary: string;
	about: string;
	/**
	 * What a token must let its program do. `job`: what the job does that it is about; `anyone`: no token is needed.
	 */
	scope: TokenScope | 'job' | 'anyone';
	params: Params;
	query: Query;
	/** JSON that is sent. */
	body?: Body;
	/** A file that is sent, as one of these types. */
	file?: { about: string; media: readonly string[] };
	answer: Answer;
	/** Refused with one of these, beside what any operation may be refused with. */
	refusals: readonly (404 | 406 | 409 | 413 | 415 | 416)[];
};

/** An operation without parameters in the query. */
export const NO_QUERY = z.strictObject({});
export const NO_PARAMS = z.object({});

/** Gives an operation its types. */
export function operation<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Body extends z.ZodType,
	Answer extends JsonAnswer | BytesAnswer
>(given: Operation<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
	return given;
}
