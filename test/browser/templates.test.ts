import { afterAll, beforeAll, expect, it } from 'vitest'
import { ALWAYS_OPEN } from '../support/desk'
import { open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(
    ALWAYS_OPEN.replace('team: billing\n', 'team: billing\n    templates: [Refund approved]\n'),
  )
})
afterAll(() => playground?.close())

it('a template that fits the topic lands in the reply, with the customer’s name filled in', async () => {
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel)
    await open(page, 'Charged twice for order')
    await panel.getByText('fits the topic').waitFor()
    const titles = await panel.getByText(/^Template: /).allTextContents()
    expect(titles[0], 'what fits comes first').toBe('Template: Refund approved')

    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await panel.getByRole('button', { name: 'Insert Refund approved' }).click()
    const reply = page.getByRole('textbox', { name: 'Reply' })
    await reply.waitFor()
    expect(await reply.inputValue()).toBe(
      'Dear Dana,\n\nyour refund is on its way and arrives within three working days.',
    )

    await panel.getByRole('button', { name: 'Insert Invoice attached' }).click()
    await expect
      .poll(() => reply.inputValue(), { message: 'what was written stays' })
      .toMatch(/^Dear Dana[\s\S]*invoice/)
    await page.getByRole('button', { name: 'Send reply' }).click()
    await page.getByText('your refund is on its way').last().waitFor()
    expect(await reply.inputValue()).toBe('')
  })
}, 60_000)
