import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALWAYS_OPEN } from '../support/desk'
import { wrongInAnyPanel } from './look'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

/** What comes to Billing has no owner until a person says so. */
const NOBODY_ASSIGNS = ALWAYS_OPEN.replace('assign: round_robin', 'assign: claim')

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(NOBODY_ASSIGNS)
})
afterAll(() => playground?.close())

const close = async (page: Page, subject: string) => {
  await open(page, subject)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor()
}

const selectAll = async (page: Page, panel: FrameLocator, [first, ...others]: string[]) => {
  await open(page, first!)
  for (const subject of others)
    await page
      .getByRole('button', { name: subject })
      .first()
      .click({ modifiers: ['Control'] })
  await panel.getByRole('heading', { name: `${others.length + 1} conversations` }).waitFor()
}

const allTo = async (panel: FrameLocator, name: string, count: number) => {
  await panel.getByLabel('All to one person').selectOption({ label: `All to ${name}` })
  await panel
    .getByText(`To ${name}`)
    .nth(count - 1)
    .waitFor()
}

describe('several selected', () => {
  it('opens closed ones again where the person says so, whether they were closed before or meanwhile', async () => {
    await visitAs(playground, 'Sofia Rossi', async (page, panel) => {
      await signIn(page, panel)
      const subjects = ['Rope in red', 'Rope in green', 'Rope in blue']
      for (const subject of subjects) await newMail(page, subject, 'Do you have it?', 'Billing')
      await close(page, 'Rope in green')
      await selectAll(page, panel, subjects)
      await allTo(panel, 'Priya Raman', 3)
      await panel.getByLabel('What’s needed, for all').fill('Say whether we have it')
      await visitAs(playground, 'Chidi Eze', (other) => close(other, 'Rope in blue'))

      const reopen = (subject: string) => panel.getByRole('checkbox', { name: `Closed: reopen it ${subject}` })
      expect(await reopen('Rope in blue').count()).toBe(0)
      await panel.getByRole('button', { name: /^Hand over \d$/ }).click()
      await panel.getByText('closed meanwhile').waitFor()
      await panel.getByText('2 are closed: reopen those to hand over.').waitFor()
      expect(await wrongInAnyPanel(page, panel, 'several-closed')).toEqual([])
      await reopen('Rope in blue').check()
      await panel.getByRole('button', { name: 'Hand over 1', exact: true }).click()
      await reopen('Rope in blue').waitFor({ state: 'detached' })
      expect(await reopen('Rope in green').isChecked()).toBe(false)

      await open(page, 'Rope in blue')
      await page.getByText(/Handed to Priya Raman/).waitFor()
      await page.getByRole('button', { name: 'Close', exact: true }).waitFor()
      await open(page, 'Rope in green')
      await page.getByRole('heading', { name: 'Rope in green' }).waitFor()
      await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor()
    })
  }, 90_000)

  it('takes back all that were handed over, and then hands them to somebody else', async () => {
    await visitAs(playground, 'Chidi Eze', async (page, panel) => {
      await signIn(page, panel)
      const subjects = ['Anchor in red', 'Anchor in green']
      for (const subject of subjects) await newMail(page, subject, 'Do you have it?', 'Billing')
      await selectAll(page, panel, subjects)
      await allTo(panel, 'Priya Raman', 2)
      await panel.getByLabel('What’s needed, for all').fill('Say whether we have it')
      await panel.getByRole('button', { name: 'Hand over 2', exact: true }).click()
      await panel.getByText('✓ Handed over').nth(1).waitFor()
      const undo = panel.getByRole('button', { name: 'Undo all 2' })
      await undo.waitFor()
      expect(await wrongInAnyPanel(page, panel, 'several-undo')).toEqual([])
      await undo.click()
      await panel.getByText('Taken back').nth(1).waitFor()
      expect(await undo.count()).toBe(0)
      await allTo(panel, 'Sofia Rossi', 2)
      await panel.getByRole('button', { name: 'Hand over 2', exact: true }).click()
      await panel.getByText('✓ Handed over').nth(1).waitFor()
      await open(page, 'Anchor in red')
      await page.getByText(/Handed to Sofia Rossi/).waitFor()
    })
  }, 90_000)
})
