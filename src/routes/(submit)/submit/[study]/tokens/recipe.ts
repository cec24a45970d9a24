/** How answers are sent from a terminal, with the addresses of one study. */

/**
 * Commands that can be copied and run as they are, with a token in the environment.
 *
 * @param origin where the installation stands
 * @param release of the board that is meant; null for one whose number is still to be put in
 */
export function recipeFor(
	origin: string,
	{ slug, release }: { slug: string; release: number | null }
): string {
	const to = `${origin}/api/v1/studies/${slug}/releases/${release ?? 'NUMBER'}/submissions`;
	const command = (query: string) => `curl --fail-with-body --silent --show-error \\
  -H "Authorization: Bearer $PRIMUM_TOKEN" \\
  -H "Content-Type: application/jsonl" --data-binary @records.jsonl \\
  "${to}?${query}"`;
	return [
		command('check=true'),
		command('kind=model&name=My%20system&provider=My%20team&terms=1')
	].join('\n\n');
}
