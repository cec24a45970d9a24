/** What all verbs have in common: options are checked, work is done, the answer is printed. */
import type { Command } from 'commander';
import { z } from 'zod';
import { Usage } from './failure.ts';

/** The options every verb takes. */
export const commonSchema = z.object({
	data: z.string().min(1, 'name a folder').optional(),
	json: z.boolean().default(false)
});
export type Common = z.output<typeof commonSchema>;

/** What a verb found out or did: once for programs, once for people. */
export type Answer = {
	json: unknown;
	text: string;
	/** True where the answer is "no", e.g. a release that does not verify: exit 1. */
	failed?: boolean;
};

/**
 * Gives a command its work. Arguments and options arrive together, by name, checked by the schema.
 *
 * @param command with its arguments and options declared
 * @param schema what may be given
 * @param work returns the answer to print, or null where it has printed all there is
 */
export function does<S extends z.ZodRawShape>(
	command: Command,
	schema: z.ZodObject<S>,
	work: (given: z.output<z.ZodObject<S>> & Common) => Promise<Answer | null>
): void {
	command.action(async () => {
		const values = {
			...Object.fromEntries(
				command.registeredArguments.map((argument, index) => [argument.name(), command.args[index]])
			),
			...command.optsWithGlobals()
		};
		const common = commonSchema.safeParse(values);
		const own = schema.safeParse(values);
		if (!common.success) throw new Usage(sentences(command, common.error));
		if (!own.success) throw new Usage(sentences(command, own.error));
		const answer = await work({ ...own.data, ...common.data });
		if (answer !== null) print(answer, common.data.json);
	});
}

function sentences(command: Command, error: z.ZodError): string {
	const positional = command.registeredArguments.map((argument) => argument.name());
	return error.issues
		.map(({ path, message }) => {
			const name = String(path[0]);
			if (positional.includes(name)) return `<${name}>: ${message}`;
			return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${message}`;
		})
		.join('\n');
}

/** Writes an answer to stdout: text, or one JSON document. */
export function print({ json, text, failed = false }: Answer, asJson: boolean): void {
	console.log(asJson ? JSON.stringify(json, null, '\t') : text);
	if (failed) process.exitCode = 1;
}

/** Tells people on stderr what is going on; a program that reads stdout never meets it. */
export function note(text: string): void {
	process.stderr.write(`${text}\n`);
}
