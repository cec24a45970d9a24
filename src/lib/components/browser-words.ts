/** A browser by what it says of itself: enough for its owner to know it again. */
import type { AccountText } from '#lib/text/messages.ts';

/** The first that fits: many name others beside themselves. */
const BROWSERS = [
	[/\bEdgA?\//, 'Edge'],
	[/\b(OPR|Opera)\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(Firefox|FxiOS)\//, 'Firefox'],
	[/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
] as const;

const SYSTEMS = [
	[/\b(iPhone|iPod)\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b/, 'Linux']
] as const;

const named = (list: readonly (readonly [RegExp, string])[], agent: string) =>
	list.find(([pattern]) => pattern.test(agent))?.[1];

/** `Firefox on Windows`, or that it gives no name. @param agent the User-Agent header */
export function browserWords({ me }: AccountText, agent: string): string {
	const [browser, system] = [named(BROWSERS, agent), named(SYSTEMS, agent)];
	if (browser !== undefined && system !== undefined) {
		return me.sessions.browser({ browser, system });
	}
	return browser ?? system ?? me.sessions.unknown();
}
