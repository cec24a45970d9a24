/**
 * What a save costs at the least: node:http and two prepared statements that write the rows a save of Primum
 * writes, as durably (WAL, synchronous=FULL). Saves that arrive in one turn of the event loop share one
 * transaction, and are answered after its commit. Nobody is asked who they are, and nothing is checked but
 * that the version of the rating is still the one the change was based on.
 *
 * Runs in a process of its own, with a database file as its argument, and says its port over the channel.
 */
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Sqlite from 'better-sqlite3';

type Save = {
	operation: string;
	action: number;
	version: number;
	value: { score: number; cannotRate: null; comment: string; flags: string[] };
	activeMs: number;
};
type Waiting = { assignment: number; body: string; response: ServerResponse };

const client = new Sqlite(process.argv[2]);
client.pragma('journal_mode = WAL');
client.pragma('synchronous = FULL');
client.pragma('foreign_keys = ON');

const THAT_RATING =
	'where assignment_id = :assignment and action_id = :action and version = :version';
const revise = client.prepare(`
	insert into revisions (rating_id, version, operation, digest, old, new, active_ms, user_id, at, source)
	select id, version + 1, :operation, :digest,
		json_object('score', score, 'cannotRate', cannot_rate, 'comment', comment, 'flags', json(flags)),
		:new, :activeMs,
		(select m.user_id from members m join assignments a on a.member_id = m.id where a.id = :assignment),
		:at, 'web'
	from ratings ${THAT_RATING}`);
const change = client.prepare(`
	update ratings set score = :score, cannot_rate = :cannotRate, comment = :comment, flags = :flags,
		active_ms = active_ms + :activeMs, version = version + 1, updated_at = :at
	${THAT_RATING}`);
const begin = client.prepare('begin immediate');
const commit = client.prepare('commit');

let waiting: Waiting[] = [];

function write({ assignment, body }: Waiting): string | null {
	const { operation, action, version, value, activeMs } = JSON.parse(body) as Save;
	const at = Date.now();
	const which = { assignment, action, version };
	const digest = createHash('sha256').update(body).digest('hex');
	const revision = { ...which, operation, digest, new: JSON.stringify(value), activeMs, at };
	if (revise.run(revision).changes === 0) return null;
	change.run({ ...which, ...value, flags: JSON.stringify(value.flags), activeMs, at });
	return JSON.stringify({ action, version: version + 1, value, savedAt: at });
}

function commitTogether(): void {
	const saves = waiting;
	waiting = [];
	begin.run();
	const answers = saves.map(write);
	commit.run();
	for (const [index, answer] of answers.entries()) {
		const { response } = saves[index]!;
		response.writeHead(answer === null ? 409 : 200, { 'content-type': 'application/json' });
		response.end(answer ?? '{}');
	}
}

const server = createServer((request, response) => {
	const assignment = Number(/^\/api\/v1\/assignments\/(\d+)\//.exec(request.url!)?.[1]);
	let body = '';
	request.setEncoding('utf8');
	request.on('data', (chunk: string) => (body += chunk));
	request.on('end', () => {
		if (waiting.length === 0) setImmediate(commitTogether);
		waiting.push({ assignment, body, response });
	});
});
server.listen(0, '127.0.0.1', () => {
	process.send!({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());
