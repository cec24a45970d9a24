import { chromium } from '/work/wt/coverage/node_modules/@playwright/test/index.mjs';
import { findBrowser } from '/work/wt/coverage/tests/browser.ts';
const browser = await findBrowser();
const b = await chromium.launch(browser.options);
const [,, port, out, path, ...variants] = process.argv;
for (const v of variants) {
  const [w, theme] = v.split('-');
  const c = await b.newContext({ viewport: { width: Number(w), height: 900 }, colorScheme: theme, locale: 'en-GB', timezoneId: 'UTC' });
  const p = await c.newPage();
  const errors = [];
  p.on('console', m => { if (m.type()==='error'||m.type()==='warning') errors.push(m.text()); });
  p.on('pageerror', e => errors.push(String(e)));
  const origin = `http://localhost:${port}`;
  await p.goto(origin + '/sign-in');
  await p.getByLabel('E-mail address').fill('coordinator@demo.example');
  await p.getByLabel('Password').fill('first do no harm');
  await p.getByRole('button', { name: 'Sign in', exact: true }).click();
  await p.waitForURL(u => u.pathname !== '/sign-in');
  const r = await p.goto(origin + path);
  await p.waitForTimeout(700);
  const size = (await r.text()).length;
  const overflow = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await p.screenshot({ path: `${out}-${v}.png`, fullPage: true });
  console.log(v, r.status(), size, 'overflow', overflow, errors.slice(0,5));
  await c.close();
}
await b.close();
