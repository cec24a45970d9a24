/** The package has this file and its types, but not side by side. */
declare module '@messageformat/core/compile-module.js' {
	export { default } from '@messageformat/core/lib/compile-module.js';
}
