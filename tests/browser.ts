/**
 * Which Chromium the tests and the screenshots run in. Playwright's own download is often blocked in
 * hospitals and on build machines, so one that came inside an npm package is the last resort.
 */
import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';

export type Browser = { from: string; options: LaunchOptions };

const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
	(name) => `/usr/bin/${name}`
);

/** Chromium must not look for updates or sync: no test leaves this machine. */
const QUIET = [
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run'
];

/** Root has no user namespace to sandbox in. */
const asRoot = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/**
 * Finds a browser: PRIMUM_CHROMIUM, Playwright's own, the system's, then the one inside node_modules.
 *
 * @returns where it came from, and how to launch it
 */
export async function findBrowser(): Promise<Browser> {
	const args = [...QUIET, ...asRoot()];
	const named = process.env.PRIMUM_CHROMIUM;
	if (named !== undefined)
		return { from: 'PRIMUM_CHROMIUM', options: { executablePath: named, args } };
	if (existsSync(chromium.executablePath())) return { from: 'Playwright', options: { args } };
	const system = SYSTEM.find((path) => existsSync(path));
	if (system !== undefined) return { from: system, options: { executablePath: system, args } };
	const { default: packaged } = await import('@sparticuz/chromium');
	return {
		from: '@sparticuz/chromium',
		// Its own list of arguments is left aside: it turns web security off, and one process for all pages on.
		options: { executablePath: await packaged.executablePath(), args: [...args, '--disable-gpu'] }
	};
}
