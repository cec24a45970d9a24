/** Ids of cases and variants, as every file is held to them. */
export * from '#lib/domain/case-ids.ts';
