/** Runs in a server before it, and sets its clock as the test says: milliseconds that it goes wrong. */
const right = Date.now;
let wrong = 0;
Date.now = () => right() + wrong;
process.on('message', (message: { wrong?: number }) => {
	if (typeof message.wrong !== 'number') return;
	({ wrong } = message);
	process.send?.({ wrong });
});
