import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	// Ours is written with runes throughout; a package's own components say for themselves.
	compilerOptions: {
		runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true)
	},
	kit: {
		adapter: adapter(),
		// hooks.server.ts checks every content type, and answers in words; this check looks at forms only.
		csrf: { trustedOrigins: ['*'] },
		// Nonces rather than hashes: pages differ per person, and nothing inline may run that we did not write.
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'connect-src': ['self'],
				'font-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		typescript: {
			config: (config) => {
				config.include.push('../*.ts', '../*.js', '../tests/**/*.ts', '../tests/**/*.js');
				return config;
			}
		}
	}
};
