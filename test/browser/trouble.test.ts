import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cutOff, panelFrame, violations } from './look'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

const fail = (page: Page) =>
  page.route(
    ({ pathname }) => pathname.startsWith('/api/'),
    (route) => route.fulfill({ status: 500, body: 'Something broke' }),
  )

const wrong = async (page: Page) => [...(await cutOff(panelFrame(page))), ...(await violations(panelFrame(page)))]

it('a server that answers with errors is said once, and everything goes on when it is well again', async () => {
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel)
    const subjects = ['First of two', 'Second of two']
    for (const subject of subjects) await newMail(page, subject, 'Hello')
    const press = (name: string) => panel.getByRole('button', { name, exact: true }).first().click()
    const offline = panel.getByText('Baton cannot be reached. Trying again')
    const retry = panel.getByRole('button', { name: 'Try again' })

    await page.getByRole('button', { name: /^Inbox\b/ }).click()
    await panel.getByRole('heading', { name: 'Support right now' }).waitFor()
    await fail(page)
    await offline.waitFor()
    await panel.getByRole('switch', { name: 'Away' }).click()
    await retry.waitFor()
    expect(await wrong(page), 'going away').toEqual([])
    await page.unrouteAll()
    await retry.click()
    await panel.getByRole('button', { name: /^Go away/ }).waitFor()
    await press('Cancel')
    await offline.waitFor({ state: 'detached' })

    await fail(page)
    await press('Mei Tanaka')
    await panel.getByRole('heading', { name: 'Mei Tanaka' }).waitFor()
    await panel.getByText('Baton could not be reached').waitFor()
    expect(await wrong(page), 'a colleague').toEqual([])
    await page.unrouteAll()
    await panel.getByRole('button', { name: 'Set away' }).waitFor()

    await open(page, 'First of two')
    await panel.getByRole('button', { name: 'Escalate' }).waitFor()
    await fail(page)
    await press('Escalate')
    await retry.waitFor()
    await page.unrouteAll()
    await retry.click()
    await panel.getByRole('button', { name: 'Send escalation' }).waitFor()

    await fail(page)
    await page
      .getByRole('button', { name: 'Second of two' })
      .first()
      .click({ modifiers: ['Control'] })
    await offline.waitFor()
    expect(await panel.getByText('Loading').count()).toBe(0)
    expect(await wrong(page), 'several').toEqual([])
    await page.unrouteAll()
    await panel.getByRole('checkbox', { name: 'Hand over First of two' }).waitFor()
    await offline.waitFor({ state: 'detached' })
  })
}, 90_000)
