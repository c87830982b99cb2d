import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

/** What is given to oneself is taken. */
const TO_ANOTHER = /^Assign to (?!Imani)/

/** Opens mail for Billing that Baton gave to somebody else, and says to whom. */
const openOneOfAnother = async (page: Page, me: string): Promise<string> => {
  for (let order = 77; ; order++) {
    await newMail(page, `Charged twice for order ${order}`, 'Please refund one of them.', 'Billing')
    await open(page, `Charged twice for order ${order}`)
    const note = page.getByText(/Handed to .+ by Baton/).last()
    const name = /Handed to (.+) by Baton/.exec((await note.textContent()) ?? '')?.[1] ?? ''
    if (name !== me) return name
  }
}

describe('a person at work in the playground', () => {
  it('signs in, hands a conversation over with a note, and sees it confirmed in both places', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'A question that no topic knows', 'Do you ship to Iceland?')
      await open(page, 'A question that no topic knows')

      const assign = panel.getByRole('button', { name: TO_ANOTHER }).first()
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
    })
  })

  it('lets them write on in the next conversation, after a button was pressed that is gone', async () => {
    await visitAs(playground, 'José Ñandú', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'The first of two', 'Hello')
      await newMail(page, 'The second of two', 'Hello')
      await open(page, 'The first of two')
      await panel
        .getByRole('button', { name: /^Assign to / })
        .last()
        .click()
      await panel.getByRole('button', { name: 'Show' }).click()
      await open(page, 'The second of two')
      await panel.getByRole('heading', { name: 'The second of two' }).waitFor({ state: 'attached' })
      const needed = panel.getByLabel("What's needed")
      await needed.click()
      await page.keyboard.type('Call them back')
      expect(await needed.inputValue()).toBe('Call them back')
    })
  })

  it('takes a conversation, and gives it back with Undo', async () => {
    await visitAs(playground, 'Sofia Rossi', async (page, panel) => {
      await signIn(page, panel)
      const first = await openOneOfAnother(page, 'Sofia Rossi')
      await panel.getByRole('button', { name: 'Take it' }).click()
      await page.getByText('Taken by Sofia Rossi').waitFor()
      await panel.getByRole('button', { name: 'Undo' }).click()
      await page.getByText(`Given back to ${first}`).waitFor()
      await panel.getByText(first).first().waitFor()
    })
  })

  it('offers to put back, or to leave without an owner, only what is theirs to release', async () => {
    await visitAs(playground, 'Priya Raman', async (page, panel) => {
      await signIn(page, panel)
      await openOneOfAnother(page, 'Priya Raman')
      const release = panel.getByRole('button', { name: /^(Back to the queue|No owner needed)$/ })
      await panel.getByRole('button', { name: 'Escalate' }).waitFor()
      expect(await release.count()).toBe(0)
      await panel.getByRole('button', { name: 'Take it' }).click()
      await release.nth(1).waitFor()
    })
  })

  it('shows what somebody else changes within seconds', async () => {
    await visitAs(playground, 'Mei Tanaka', async (page, panel) => {
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
    await visitAs(playground, 'Lukas Brandt', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'The session ends here', 'Hello')
      await open(page, 'The session ends here')
      await panel.getByLabel("What's needed").fill('Kept across the session')
      await panel.getByRole('button', { name: 'Sign out' }).click()
      await signIn(page, panel, 1)
      await open(page, 'The session ends here')
      expect(await panel.getByLabel("What's needed").inputValue()).toBe('Kept across the session')
    })
  })
})
