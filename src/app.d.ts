import type { IncomingMessage } from 'node:http';
import type { Language } from '#lib/domain/language.ts';
import type { RefusalValues } from '#lib/domain/refusal.ts';
import type { Actor, App as Application, From } from '#lib/server/app.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** Names the sentence, so that it can be said in another language. */
			code?: string;
			/** The numbers and names in it. */
			values?: RefusalValues;
			/** Names the line in the log, where there is one. */
			id?: string;
		}
		/** What the production server adds to a request; nothing in development. */
		interface Platform {
			req: IncomingMessage;
		}
		interface Locals {
			app: Application;
			/** Who is signed in; null where nobody is. */
			actor: (Actor & { id: number; email: string | null }) | null;
			/** Where the request comes from, whoever makes it. */
			from: From;
			/** In which the page answers. */
			language: Language;
		}
	}
}

export {};
