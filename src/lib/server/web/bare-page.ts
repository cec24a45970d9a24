/** A page in words that stands by itself, for answers that none of the screens can give: it runs and loads nothing. */

export type BarePage = {
	status: number;
	language: string;
	/** Of the window; plain text, as the heading is. */
	title: string;
	heading: string;
	/** HTML below the heading, in which every text is escaped. */
	body: string;
	/** What else its policy allows, as one directive. */
	allows?: string;
};

/** The page as a response. No script may run in it, and nothing of any site may load. */
export function barePage({ status, language, title, heading, body, allows }: BarePage): Response {
	const policy = [
		"default-src 'none'",
		"style-src 'unsafe-inline'",
		...(allows === undefined ? [] : [allows]),
		"frame-ancestors 'none'",
		"base-uri 'none'"
	].join('; ');
	const page = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Primum</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1rem } button { font: inherit; padding: .4rem 1rem }</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>
`;
	const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
	return new Response(page, { status, headers });
}
