import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/browser.ts';

const browser = await findBrowser();

export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/e2e/build.ts',
	// Each worker starts an installation of its own, so files may run side by side; two cores carry two.
	workers: 2,
	// A test that passes only on a second try is a defect to find: at a desk it fails, where nobody is looking it
	// is run once more and named (tests/run.ts).
	retries: process.env.CI ? 1 : 0,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 10_000 },
	reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
	outputDir: 'test-results/e2e',
	metadata: { browser: browser.from },
	use: {
		launchOptions: browser.options,
		viewport: { width: 1440, height: 900 },
		actionTimeout: 10_000,
		navigationTimeout: 20_000,
		locale: 'en-GB',
		timezoneId: 'UTC',
		trace: 'retain-on-failure'
	}
});
