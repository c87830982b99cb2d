import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerAsItIs } from './answers'
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
    await answerAsItIs(page)
    await retry.click()
    await panel.getByRole('button', { name: /^Go away/ }).waitFor()
    await press('Cancel')
    await offline.waitFor({ state: 'detached' })

    await fail(page)
    await press('Mei Tanaka')
    await panel.getByRole('heading', { name: 'Mei Tanaka' }).waitFor()
    await panel.getByText('Baton could not be reached').waitFor()
    expect(await wrong(page), 'a colleague').toEqual([])
    await answerAsItIs(page)
    await panel.getByRole('button', { name: 'Set away' }).waitFor()

    await open(page, 'First of two')
    await panel.getByRole('button', { name: 'Escalate' }).waitFor()
    await fail(page)
    await press('Escalate')
    await retry.waitFor()
    await answerAsItIs(page)
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
    await answerAsItIs(page)
    await panel.getByRole('checkbox', { name: 'Hand over First of two' }).waitFor()
    await offline.waitFor({ state: 'detached' })
  })
}, 90_000)

it('what cannot be drawn is said, without what was written being lost, and tried again with the next', async () => {
  await visitAs(playground, 'Lukas Brandt', async (page, panel) => {
    await signIn(page, panel)
    for (const subject of ['One to draw', 'Another to draw']) await newMail(page, subject, 'Hello')
    await open(page, 'One to draw')
    const needed = panel.getByRole('textbox', { name: "What's needed" })
    await needed.fill('Call them back')
    const isBroken = panel.getByText('Reload this page and try again.')
    /** A fault of the page's own: no moment can be written out. */
    const isFaulty = (faulty: boolean) =>
      panelFrame(page).evaluate((is) => {
        const { prototype } = Intl.DateTimeFormat as { prototype: { real?: PropertyDescriptor } }
        prototype.real ??= Object.getOwnPropertyDescriptor(prototype, 'format')
        // It is reported, as it should be; here it is expected.
        globalThis.addEventListener('error', (event) => event.preventDefault())
        const fails = () => {
          throw new Error('a fault')
        }
        Object.defineProperty(prototype, 'format', is ? { configurable: true, get: fails } : (prototype.real ?? {}))
      }, faulty)
    await isFaulty(true)
    await isBroken.waitFor()
    expect(await wrong(page)).toEqual([])
    await open(page, 'Another to draw')
    await isBroken.waitFor()
    await isFaulty(false)
    await open(page, 'One to draw')
    await expect.poll(() => needed.inputValue()).toBe('Call them back')
    expect(await isBroken.count()).toBe(0)
  })
}, 60_000)
