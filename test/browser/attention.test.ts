import { afterAll, beforeAll, expect, it } from 'vitest'
import { ALWAYS_OPEN } from '../support/desk'
import { wrongInAnyLook } from './look'
import { newMail, newTab, openPlaygroundPage, type PlaygroundPage, signIn, signInByEmail, visitAs } from './visitor'

/** Of Billing nobody is there, and nobody is asked instead. */
const NOBODY_IN_BILLING = ALWAYS_OPEN.replaceAll(
  /(sofia|chidi|priya): \{ (missive_user: [^,}]+)/g,
  '$1: { $2, hours: { mon: "03:00-03:01" }',
)
  .replace(', backup: billing', '')
  .concat('urgency: { targets: { normal: 1m } }\n')

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(NOBODY_IN_BILLING)
})
afterAll(() => playground?.close())

it('leads managers from the panel to what needs attention, where they try again or dismiss it', async () => {
  await visitAs(playground, 'Imani Okafor', async (desk, panel) => {
    await newMail(desk, 'Charged twice for a rope', 'Please look.', 'Billing')
    await newMail(desk, 'Charged twice for an anchor', 'Please look.', 'Billing')
    await signIn(desk, panel)
    const line = panel.getByRole('button', { name: /^\d matters need attention$/ })
    const tab = await newTab(desk, () => line.click())
    await signInByEmail(tab, desk, 'imani@harborpine.example', 1)
    const rows = tab.getByRole('listitem').filter({ hasText: /Charged twice.*No owner found/ })
    await rows.nth(1).waitFor()
    expect(await wrongInAnyLook(tab, 'attention')).toEqual([])

    await tab.getByRole('button', { name: 'Try again: Charged twice for a rope' }).click()
    await tab.getByRole('status').filter({ hasText: 'Charged twice for a rope' }).waitFor()
    await tab.getByText('Imani Okafor tried again just now').waitFor()
    await tab.getByRole('button', { name: 'Dismiss: Charged twice for a rope' }).click()
    await tab.getByText('Dismissed.').waitFor()
    await rows.nth(1).waitFor({ state: 'detached' })
    await tab.getByRole('button', { name: 'Dismiss: Charged twice for an anchor' }).click()
    await rows.first().waitFor({ state: 'detached' })
  })
})
