import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { openBrowser, withPage } from '../support/browser'
import { ensureBuilt } from '../support/build'
import { ALWAYS_OPEN } from '../support/desk'
import { startServer } from '../support/server-process'

const WAIT_AT_MOST_MS = 8_000

/** A browser before the built server's playground, which goes by these rules; null: by its own, in its database. */
export const openPlaygroundPage = async (rules: string | null = ALWAYS_OPEN) => {
  await ensureBuilt()
  const rulesFile = join(mkdtempSync(join(tmpdir(), 'baton-rules-')), 'rules.yaml')
  if (rules !== null) writeFileSync(rulesFile, rules)
  const server = startServer({ PORT: '0', ...(rules === null ? {} : { RULES_FILE: rulesFile }) })
  const url = await server.ready
  const browser = await openBrowser()
  return {
    url,
    browser,
    rulesFile,
    close: async () => {
      await browser.close()
      server.process.kill('SIGTERM')
      await server.ended
    },
  }
}
export type PlaygroundPage = Awaited<ReturnType<typeof openPlaygroundPage>>

/** A visitor of the playground who looks as this person; each has three codes an hour. */
export const visitAs = (
  { browser, url }: { browser: Browser; url: string },
  person: string,
  body: (page: Page, panel: FrameLocator) => Promise<void>,
  visitor: BrowserContextOptions = {},
) =>
  withPage(
    browser,
    async (page) => {
      page.setDefaultTimeout(WAIT_AT_MOST_MS)
      await page.goto(url)
      await page.getByRole('combobox', { name: 'Looking as' }).selectOption({ label: person })
      const panel = page.frameLocator('iframe')
      await panel.locator('b', { hasText: person }).waitFor()
      await body(page, panel)
    },
    { viewport: { width: 1440, height: 900 }, ...visitor },
  )

let customers = 0

/** From a customer whom nobody knows. */
export const newMail = async (page: Page, subject: string, text: string, team = 'Support') => {
  await page.getByRole('button', { name: 'New mail' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('From').fill(`customer-${++customers}@customer.example`)
  await dialog.getByLabel('Subject').fill(subject)
  await dialog.getByLabel('Text').fill(text)
  await dialog.getByLabel('Team inbox').selectOption({ label: team })
  await dialog.getByRole('button', { name: 'Send' }).click()
}

/** Opens a conversation that this person has in one of their lists. */
export const open = async (page: Page, subject: string) => {
  await page
    .getByRole('button', { name: /^(All|Open) \d+/ })
    .first()
    .click()
  await page.getByRole('button', { name: subject }).first().click()
}

/** Opens the conversation in which Baton leaves this person their codes. */
const openBatonsConversation = async (page: Page) => {
  await page.getByRole('button', { name: /^Inbox\b/ }).click()
  await page
    .getByRole('button', { name: /^Baton/ })
    .first()
    .click()
}

const CODE_POST = /Your sign-in code for Baton is/

/** The code that this person finds after so many earlier ones. */
export const readCode = async (page: Page, earlier = 0): Promise<string> => {
  await openBatonsConversation(page)
  const post = page.getByText(CODE_POST).nth(earlier)
  return /\d{6}/.exec((await post.textContent()) ?? '')?.[0] ?? ''
}

export const signIn = async (page: Page, panel: FrameLocator, earlier = 0) => {
  await panel.getByRole('button', { name: 'Send me a code' }).click()
  await panel.getByLabel('Code').fill(await readCode(page, earlier))
  await panel.getByRole('button', { name: 'Sign in' }).click()
  await panel.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** What follows a click that opens a new tab. */
export const newTab = async (page: Page, click: () => Promise<void>): Promise<Page> => {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), click()])
  tab.setDefaultTimeout(WAIT_AT_MOST_MS)
  return tab
}

/** Signs in to a tab by an e-mail address; the code is read on the desk, after so many earlier ones. */
export const signInByEmail = async (tab: Page, desk: Page, email: string, earlier: number) => {
  await tab.getByLabel('E-mail').fill(email)
  await tab.getByRole('button', { name: 'Send me a code' }).click()
  await tab.getByLabel('Code').fill(await readCode(desk, earlier))
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await tab.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** The page at this path in a tab of its own, signed in by e-mail. */
export const openTab = async (
  desk: Page,
  { url }: { url: string },
  path: string,
  email: string,
  earlier = 0,
): Promise<Page> => {
  const tab = await newTab(desk, async () => {
    await (await desk.context().newPage()).goto(new URL(path, url).href)
  })
  await signInByEmail(tab, desk, email, earlier)
  return tab
}
