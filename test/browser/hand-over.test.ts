import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, withPage } from '../support/browser'
import { ensureBuilt } from '../support/build'
import { ALWAYS_OPEN } from '../support/desk'
import { type ServerProcess, startServer } from '../support/server-process'

/** Where the pictures go; unset: nowhere. `docs/panel.png` is one of them. */
const PICTURES = process.env.BATON_PICTURES

let browser: Browser
let server: ServerProcess
let url: string
beforeAll(async () => {
  await ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'baton-rules-'))
  writeFileSync(join(folder, 'rules.yaml'), ALWAYS_OPEN)
  server = startServer({ PORT: '0', RULES_FILE: join(folder, 'rules.yaml') })
  url = await server.ready
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.process.kill('SIGTERM')
  await server?.ended
})

const PANEL = 'iframe'

/** A visitor of the playground who looks as this person; each has three codes an hour. */
const visitAs = (person: string, body: (page: Page, panel: FrameLocator) => Promise<void>) =>
  withPage(
    browser,
    async (page) => {
      page.setDefaultTimeout(8000)
      await page.goto(url)
      await page.getByRole('combobox', { name: 'Looking as' }).selectOption({ label: person })
      const panel = page.frameLocator(PANEL)
      await panel.getByText(`Signing in as ${person}`).waitFor()
      await body(page, panel)
    },
    { viewport: { width: 1440, height: 900 } },
  )

const newMail = async (page: Page, subject: string, text: string, team = 'Support') => {
  await page.getByRole('button', { name: 'New mail' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Subject').fill(subject)
  await dialog.getByLabel('Text').fill(text)
  await dialog.getByLabel('Team inbox').selectOption({ label: team })
  await dialog.getByRole('button', { name: 'Send' }).click()
}

const open = async (page: Page, subject: string) => {
  await page
    .getByRole('button', { name: /^(All|Open) \d+/ })
    .first()
    .click()
  await page.getByRole('button', { name: subject }).first().click()
}

const signIn = async (page: Page, panel: FrameLocator) => {
  await panel.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByRole('button', { name: /^Inbox\b/ }).click()
  await page
    .getByRole('button', { name: /^Baton/ })
    .first()
    .click()
  const post = page.getByText(/Your sign-in code for Baton is/).last()
  const code = /\d{6}/.exec((await post.textContent()) ?? '')?.[0] ?? ''
  await panel.getByLabel('Code').fill(code)
  await panel.getByRole('button', { name: 'Sign in' }).click()
  await panel.getByRole('button', { name: 'Sign out' }).waitFor()
}

describe('a person at work in the playground', () => {
  it('signs in, hands a conversation over with a note, and sees it confirmed in both places', async () => {
    await visitAs('Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'A question that no topic knows', 'Do you ship to Iceland?')
      await open(page, 'A question that no topic knows')

      const assign = panel.getByRole('button', { name: /^Assign to / }).first()
      const name = ((await assign.getAttribute('aria-label')) ?? '').replace('Assign to ', '')
      await assign.click()
      await panel
        .getByText(/write what's needed first/i)
        .first()
        .waitFor()

      await panel.getByLabel("What's needed").fill('Say whether we ship to Iceland')
      await assign.click()
      await panel
        .getByText(/confirmed/i)
        .first()
        .waitFor()
      await page.getByText(`Handed to ${name}`).waitFor()
      await page.getByText('Say whether we ship to Iceland').last().waitFor()
      expect(await page.getByText(`Handed to ${name} by Imani Okafor`).count()).toBe(1)
      if (PICTURES) await page.screenshot({ path: join(PICTURES, 'panel.png') })
    })
  })

  it('takes a conversation, and gives it back with Undo', async () => {
    await visitAs('Sofia Rossi', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Charged twice for order 77', 'Please refund one of them.', 'Billing')
      await open(page, 'Charged twice for order 77')
      await page.getByText('by Baton').first().waitFor()
      const note =
        (await page
          .getByText(/Handed to .+ by Baton/)
          .last()
          .textContent()) ?? ''
      const first = /Handed to (.+) by Baton/.exec(note)?.[1] ?? ''

      await panel.getByRole('button', { name: 'Take it' }).click()
      await page.getByText('Taken by Sofia Rossi').waitFor()
      await panel.getByRole('button', { name: 'Undo' }).click()
      await page.getByText(`Given back to ${first}`).waitFor()
      await panel.getByText(first).first().waitFor()
    })
  })

  it('shows what somebody else changes within seconds', async () => {
    await visitAs('Mei Tanaka', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Watched from two places', 'Hello')
      await open(page, 'Watched from two places')
      await page
        .getByText(/Handed to .+ by Baton/)
        .last()
        .waitFor()
      await page.getByRole('combobox', { name: /assign/i }).selectOption({ label: 'Grace Kim' })
      await panel.getByText('Grace Kim').first().waitFor({ timeout: 5000 })
    })
  })

  it('keeps what was written when the session has ended, and goes on after signing in again', async () => {
    await visitAs('Lukas Brandt', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'The session ends here', 'Hello')
      await open(page, 'The session ends here')
      await panel.getByLabel("What's needed").fill('Kept across the session')
      await panel.getByRole('button', { name: 'Sign out' }).click()
      await signIn(page, panel)
      await open(page, 'The session ends here')
      expect(await panel.getByLabel("What's needed").inputValue()).toBe('Kept across the session')
    })
  })
})
