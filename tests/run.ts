/**
 * `npm test`: every check there is, one after the other, and one line at the end that counts them all.
 * A step that fails does not keep the others from running; the exit code tells.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

type Counts = {
	passed: number;
	failed: number;
	skipped: string[];
	/** Tests that passed on the second try only. */
	unsteady?: string[];
};
type Step = { name: string; command: string; args: string[]; counts?: () => Counts };

const RESULTS = 'test-results';

type VitestFile = { assertionResults: { status: string; fullName: string }[]; status: string };

function vitestCounts(file: string): Counts {
	const report = JSON.parse(readFileSync(file, 'utf8')) as { testResults: VitestFile[] };
	const tests = report.testResults.flatMap((result) => result.assertionResults);
	// A file that could not even be loaded has no tests, but it has failed.
	const broken = report.testResults.filter(
		(result) =>
			result.status === 'failed' && result.assertionResults.every((t) => t.status !== 'failed')
	);
	const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
	return {
		passed: tests.filter(({ status }) => status === 'passed').length,
		failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
		skipped: skipped.map(({ fullName }) => fullName)
	};
}

type Suite = {
	title: string;
	suites?: Suite[];
	specs?: { title: string; tests: { status: string; annotations: { description?: string }[] }[] }[];
};

function playwrightCounts(file: string): Counts {
	const report = JSON.parse(readFileSync(file, 'utf8')) as { suites: Suite[]; errors: unknown[] };
	const unsteady: string[] = [];
	const counts: Counts = { passed: 0, failed: report.errors.length, skipped: [], unsteady };
	const walk = (suite: Suite): void => {
		suite.suites?.forEach(walk);
		for (const spec of suite.specs ?? []) {
			for (const test of spec.tests) {
				if (test.status === 'expected') counts.passed += 1;
				else if (test.status === 'flaky') {
					counts.passed += 1;
					unsteady.push(spec.title);
				} else if (test.status === 'skipped') {
					const why = test.annotations.map(({ description }) => description).join(', ');
					counts.skipped.push(`${spec.title}: ${why}`);
				} else counts.failed += 1;
			}
		}
	};
	report.suites.forEach(walk);
	return counts;
}

const vitest = (project: string): Step => {
	const file = `${RESULTS}/${project}.json`;
	return {
		name: project,
		command: 'vitest',
		args: [
			'run',
			'--project',
			project,
			'--reporter=default',
			'--reporter=json',
			`--outputFile=${file}`
		],
		counts: () => vitestCounts(file)
	};
};

const STEPS: Step[] = [
	{ name: 'types', command: 'npm', args: ['run', '-s', 'types'] },
	{ name: 'lint', command: 'npm', args: ['run', '-s', 'lint'] },
	{ name: 'import rules', command: 'npm', args: ['run', '-s', 'rules'] },
	vitest('unit'),
	// Before what runs `primum`, which goes on in the build where there is one, and starts in less time.
	{ name: 'build', command: 'npm', args: ['run', '-s', 'build'] },
	vitest('contract'),
	{
		name: 'end to end',
		command: 'playwright',
		args: ['test'],
		counts: () => playwrightCounts(`${RESULTS}/e2e.json`)
	}
];

function run({ command, args }: Step): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

/** What a step counts; one that has no tests of its own, or left no report, counts as one. */
function countsOf(step: Step, code: number): Counts {
	const alone = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
	if (step.counts === undefined) return alone;
	try {
		const counts = step.counts();
		const unexplained = code !== 0 && counts.failed === 0;
		return unexplained ? { ...counts, failed: 1 } : counts;
	} catch {
		return { passed: 0, failed: 1, skipped: [] };
	}
}

if (existsSync(RESULTS)) rmSync(RESULTS, { recursive: true });
mkdirSync(RESULTS);
const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: [] as string[], unsteady: [] as string[] };
const lines: string[] = [];
for (const step of STEPS) {
	if (wanted.length > 0 && !wanted.includes(step.name)) continue;
	console.log(`\n== ${step.name}`);
	const started = performance.now();
	const counts = countsOf(step, await run(step));
	const seconds = ((performance.now() - started) / 1000).toFixed(0);
	total.passed += counts.passed;
	total.failed += counts.failed;
	total.skipped.push(...counts.skipped);
	total.unsteady.push(...(counts.unsteady ?? []));
	lines.push(
		`${step.name.padEnd(14)} ${String(counts.passed).padStart(5)} passed ` +
			`${String(counts.failed).padStart(3)} failed ${String(counts.skipped.length).padStart(3)} skipped ` +
			`${seconds.padStart(4)} s`
	);
}
console.log(`\n${lines.join('\n')}`);
for (const name of total.skipped) console.log(`skipped: ${name}`);
for (const name of total.unsteady) console.log(`unsteady: ${name}`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`tests: ${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
