import { defineConfig } from 'drizzle-kit';

/** `npm run migrations` runs this once for each dialect; the schema is one (src/lib/server/db/schema/tables.ts). */
const folder = process.env.PRIMUM_DIALECT === 'postgresql' ? 'postgres' : 'sqlite';

export default defineConfig({
	dialect: folder === 'postgres' ? 'postgresql' : 'sqlite',
	schema: `./src/lib/server/db/schema/${folder}.ts`,
	out: `./migrations/${folder}`,
	casing: 'snake_case'
});
