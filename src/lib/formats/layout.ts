/**
 * Where the parts of a study lie among files as people send them: at any depth, in any case, beside what systems and
 * programs leave behind.
 */
import { shortened } from '#lib/domain/listed.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Files } from './files.ts';

/** What systems, editors and version control leave in a folder: nobody put it there, and nobody misses it. */
const LITTER =
	/^(\.ds_store|\._.*|__macosx|thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*|\.git|\.svn|node_modules|\.cache)$/i;

/** Whether a path, with `/` between, is litter or lies in it. */
export function isLitter(path: string): boolean {
	return path.split('/').some((part) => LITTER.test(part));
}

/** The endings of what an import may be made of; a readme beside it is passed over. */
const READ = /\.(csv|tsv|txt|xlsx|json|jsonl|ya?ml)$/i;
const README = /^(read_?me|licen[cs]e|notice|attribution|changelog)(\.\w+)?$/i;

/** The last part of a path: the name of the file. */
export const baseOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Whether a file may be part of a study, by its name. */
export function mayBeRead(path: string): boolean {
	return !isLitter(path) && READ.test(path) && !README.test(baseOf(path));
}

const TABLE = /^(cases|actions)\.(csv|tsv|txt|xlsx)$/i;

/** A kit's own folders and files, by how they are called in it. */
const KIT = /^(?:(.*)\/)?dataset\/(items\.jsonl$|rubrics\/|perturbations\/)/i;
const OF_KIT = /^(dataset|guidance)\//i;

/** The tables or the kit that files hold, or why they hold neither. */
export type Found =
	| { kind: 'tables'; cases: string; actions: string; ignored: string[] }
	| { kind: 'kit'; files: Files; ignored: string[] }
	| { kind: 'neither'; problems: Problem[] };

/** Looks for the two tables of cases and actions, or else for a kit. */
export function find(files: Files): Found {
	const paths = [...files.keys()].filter((path) => !isLitter(path));
	const tables = paths.filter((path) => TABLE.test(baseOf(path)));
	if (tables.length > 0) return tablesAmong(tables, paths);
	const top = paths.flatMap((path) => KIT.exec(path) ?? []).at(1);
	const isKit = paths.some((path) => KIT.test(path));
	if (!isKit) return { kind: 'neither', problems: [nothingIn(paths)] };
	return kitBelow(top ?? '', files, paths);
}

function tablesAmong(tables: readonly string[], paths: readonly string[]): Found {
	const named = (name: string) =>
		tables.filter((path) => baseOf(path).toLowerCase().startsWith(`${name}.`));
	const [cases, actions] = [named('cases'), named('actions')];
	const problems = [['cases', cases] as const, ['actions', actions] as const].flatMap(
		([name, found]): Problem[] => {
			if (found.length === 1) return [];
			const message =
				found.length === 0
					? `is missing: tables come as cases.csv and actions.csv, or both as .xlsx. Found: ${tables.join(', ')}.`
					: `is there more than once: ${found.join(', ')}. Keep one.`;
			return [{ where: `${name}.csv`, message }];
		}
	);
	if (problems.length > 0) return { kind: 'neither', problems };
	const taken = [cases[0]!, actions[0]!];
	return {
		kind: 'tables',
		...{ cases: cases[0]!, actions: actions[0]! },
		ignored: paths.filter((path) => !taken.includes(path))
	};
}

/** The kit of a folder, its own names written as a kit has them. */
function kitBelow(top: string, files: Files, paths: readonly string[]): Found {
	const below = top === '' ? '' : `${top}/`;
	const kit: Files = new Map();
	const ignored: string[] = [];
	for (const path of paths) {
		const own = path.slice(below.length);
		if (path.startsWith(below) && OF_KIT.test(own)) kit.set(asInKit(own), files.get(path)!);
		else ignored.push(path);
	}
	return { kind: 'kit', files: kit, ignored };
}

/** `Dataset/Rubrics/Card001.JSON` as `dataset/rubrics/Card001.json`: the ids in it stay as they are. */
function asInKit(path: string): string {
	const parts = path.split('/');
	const last = parts.pop()!;
	const ending = last.lastIndexOf('.');
	const stem = /^items\.jsonl$/i.test(last) ? 'items' : last.slice(0, Math.max(ending, 0));
	const name = ending === -1 ? last : `${stem}${last.slice(ending).toLowerCase()}`;
	return [...parts.map((part) => part.toLowerCase()), name].join('/');
}

/** As many files as one sentence names. */
const NAMED = 10;

function nothingIn(paths: readonly string[]): Problem {
	const found = paths.length === 0 ? 'no file at all' : shortened(paths, NAMED);
	return {
		where: '',
		message:
			`no cases found. Expected: cases.csv with actions.csv (or .tsv, .txt, .xlsx), or a kit with dataset/rubrics/*.json. ` +
			`Found: ${found}.`
	};
}
