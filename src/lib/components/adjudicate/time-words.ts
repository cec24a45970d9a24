/** How long something takes, roughly: "about 40 min", "about 2 h"; null where it is not known. */
export function timeWords(seconds: number | null): string | null {
	if (seconds === null) return null;
	const minutes = Math.max(1, Math.round(seconds / 60));
	if (minutes < 60) return `about ${minutes < 10 ? minutes : 5 * Math.round(minutes / 5)} min`;
	const hours = minutes / 60;
	return `about ${hours < 10 ? Math.round(2 * hours) / 2 : Math.round(hours)} h`;
}
