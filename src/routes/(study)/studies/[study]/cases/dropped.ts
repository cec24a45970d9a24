/** Files and folders that were dropped on the page. */

/** A file, and its path in the folder that was dropped. */
export type Dropped = { path: string; file: File };

/** Every file of what was dropped, at any depth. */
export async function filesDropped(transfer: DataTransfer): Promise<Dropped[]> {
	// The list is emptied as soon as the event is over: what is in it is taken out first.
	const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
	const found = await Promise.all(entries.map((entry) => (entry ? filesBelow(entry) : [])));
	return found.flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<Dropped[]> {
	if (entry.isFile) {
		const file = await new Promise<File>((resolve, reject) =>
			(entry as FileSystemFileEntry).file(resolve, reject)
		);
		return [{ path: entry.fullPath.replace(/^\//, ''), file }];
	}
	const reader = (entry as FileSystemDirectoryEntry).createReader();
	const found: Dropped[] = [];
	for (;;) {
		// A browser hands out a hundred at a time.
		const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject)
		);
		if (some.length === 0) return found;
		for (const one of some) found.push(...(await filesBelow(one)));
	}
}
