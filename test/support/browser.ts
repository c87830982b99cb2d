import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright-core'
import { chromiumFromNpm } from './chromium-from-npm'

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A real Chromium without a window, with a profile that is gone when it closes. One serves a whole test file. */
export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ headless: true, chromiumSandbox: false, args: FLAGS, ...(await findChromium()) })

/** `BATON_TEST_CHROME`, else an installed one, else npm's, which runs on Linux only. */
const findChromium = async (): Promise<LaunchOptions> => {
  const named = process.env.BATON_TEST_CHROME ?? INSTALLED.find((path) => existsSync(path))
  if (named) return { executablePath: named }
  const fromNpm = await chromiumFromNpm()
  if (!fromNpm) return { channel: 'chrome' }
  return { executablePath: fromNpm.executablePath, env: { ...process.env, ...fromNpm.env } }
}

/** Runs `body` in a new page of a new visitor; an error that any script of the page did not catch fails the test. */
export const withPage = async <T>(
  browser: Browser,
  body: (page: Page) => Promise<T>,
  visitor: BrowserContextOptions = {},
): Promise<T> => {
  const context = await browser.newContext(visitor)
  const errors: Error[] = []
  context.on('weberror', (event) => errors.push(event.error()))
  try {
    const result = await body(await context.newPage())
    if (errors.length > 0) throw new AggregateError(errors, `Uncaught on the page: ${errors.map(String).join('; ')}`)
    return result
  } finally {
    await context.close()
  }
}
