/** A mapping as a JSON file. */
import type { Mapping } from '#lib/domain/mapping.ts';

/** @throws Refusal ('invalid') with every place in the file that is wrong */
export declare function readMapping(name: string, bytes: Uint8Array): Mapping;

/** As a person reads it. */
export declare function writeMapping(mapping: Mapping): string;
