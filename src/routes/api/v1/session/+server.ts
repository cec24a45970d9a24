import { z } from 'zod';
import { answerAnyone } from '#lib/server/web/answers.ts';
import { readJson } from '#lib/server/web/body.ts';
import { credentialsSchema, signIn } from '#lib/server/web/sign-in.ts';
import type { RequestHandler } from './$types';

const schema = credentialsSchema.extend({
	/** The account whose page asks; another one is not signed in there. */
	account: z.int32().optional()
});

/** Signs in again without leaving the page, where a session ended in the middle of a case. */
export const POST: RequestHandler = (event) =>
	answerAnyone(async () => {
		const { account, ...credentials } = schema.parse(await readJson(event.request));
		return { account: await signIn(event, credentials, account) };
	});
