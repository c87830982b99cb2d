import { afterAll, beforeAll, expect, it } from 'vitest'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

const SUBJECT = 'Is the harbour open?'
/** So far behind may a panel be that is looked at. */
const BEHIND_AT_MOST = { timeout: 5_000 }

it('what one does in a panel shows in their other one within 5 seconds, and what is written there stays', async () => {
  await visitAs(playground, 'Mei Tanaka', async (page, panel) => {
    await signIn(page, panel)
    await newMail(page, SUBJECT, 'On Sunday.')
    await open(page, SUBJECT)
    await page
      .getByText(/Handed to .+ by Baton/)
      .last()
      .waitFor()
    await page.getByRole('combobox', { name: /assign/i }).selectOption({ label: 'Grace Kim' })
    const owner = panel.getByRole('region', { name: 'Owner' })
    await owner.getByText('Grace Kim').first().waitFor()

    await visitAs(playground, 'Mei Tanaka', async (otherPage, other) => {
      await signIn(otherPage, other, 1)
      await open(otherPage, SUBJECT)
      const needed = other.getByLabel("What's needed")
      await needed.fill('Ask the harbour master')

      await panel.getByLabel("What's needed").fill('Say when')
      await panel.getByLabel('Why', { exact: true }).fill('I know the harbour')
      await panel.getByRole('button', { name: 'Take it' }).click()
      await panel.getByRole('button', { name: 'Undo' }).waitFor()
      const otherOwner = other.getByRole('region', { name: 'Owner' })
      await otherOwner.getByText('Taken by Mei Tanaka').first().waitFor(BEHIND_AT_MOST)
      await other.getByRole('button', { name: 'Take it' }).waitFor({ state: 'detached', ...BEHIND_AT_MOST })
      expect(await needed.inputValue(), 'the draft').toBe('Ask the harbour master')

      await other.getByRole('button', { name: 'Undo' }).click()
      await owner.getByText('Grace Kim').first().waitFor(BEHIND_AT_MOST)
      await panel.getByRole('button', { name: 'Take it' }).waitFor(BEHIND_AT_MOST)
      expect(await needed.inputValue(), 'the draft').toBe('Ask the harbour master')
    })
  })
}, 60_000)
