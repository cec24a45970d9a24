/** A drawing of SVG as a picture of points: made in the browser, which has the fonts. */

/** Points a pixel of the drawing gets. */
const SCALE = 2;

/** For how long a saved picture is kept for the browser to write it. */
const KEPT_MS = 60_000;

/**
 * Saves the drawing at an address as PNG.
 *
 * @param name of the file
 */
export async function savePng(href: string, name: string): Promise<void> {
	const answer = await fetch(href);
	if (!answer.ok) throw new Error(`The drawing did not arrive (${answer.status}).`);
	const image = await imageOf(await answer.text());
	const canvas = document.createElement('canvas');
	canvas.width = image.naturalWidth * SCALE;
	canvas.height = image.naturalHeight * SCALE;
	canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
	if (blob === null) throw new Error('The drawing is too large for a picture.');
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	// Some browsers read it only after the press is over.
	setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

async function imageOf(svg: string): Promise<HTMLImageElement> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
	await image.decode();
	return image;
}
