import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wrongInAnyPanel } from './look'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, readCode, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

/** Mail that has a topic, and so a drafted note, given to this person in Missive. */
const mailOf = async (page: Page, subject: string, name: string) => {
  await newMail(page, subject, 'Please refund one of them.', 'Billing')
  await open(page, subject)
  await page
    .getByText(/Handed to .+ by Baton/)
    .last()
    .waitFor()
  await page.getByRole('combobox', { name: /assign/i }).selectOption({ label: name })
}

const lookAt = async (page: Page, panel: FrameLocator, name: string) => {
  await page.getByRole('button', { name: /^Inbox\b/ }).click()
  await panel.getByRole('button', { name, exact: true }).first().click()
  await panel.getByRole('heading', { name, exact: true }).waitFor()
}

describe('somebody else is away', () => {
  it('as a manager says: what is at risk goes over by one confirmation, until they are back', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await mailOf(page, 'Charged twice for order 501', 'Mei Tanaka')
      await panel.getByText('Mei Tanaka').first().waitFor()
      await lookAt(page, panel, 'Mei Tanaka')
      await panel.getByRole('button', { name: 'Set away' }).click()
      await panel.getByRole('heading', { name: /^At risk: handed over/ }).waitFor()
      expect(await wrongInAnyPanel(page, panel, 'set-away')).toEqual([])
      await panel.getByLabel('Reason (others see it)').fill('Ill')
      await panel.getByRole('button', { name: /^Set Mei away and hand over \d+$/ }).click()
      await panel.getByText('Mei is away until further notice (Ill)').waitFor()
      expect(await wrongInAnyPanel(page, panel, 'set-away-done')).toEqual([])
      await open(page, 'Charged twice for order 501')
      await page
        .getByText(/Handed to (?!Mei).+ by Imani Okafor/)
        .last()
        .waitFor()

      await lookAt(page, panel, 'Mei Tanaka')
      await panel.getByRole('button', { name: 'Mei is back' }).click()
      await panel.getByText('Mei is away').waitFor({ state: 'detached' })
      expect(await panel.getByRole('button', { name: 'Take them back' }).count(), 'it is not hers to take').toBe(0)
    })
  }, 120_000)

  it('and takes back what others took over, also when somebody else said that they are back', async () => {
    await visitAs(playground, 'Mei Tanaka', async (page, panel) => {
      await signIn(page, panel)
      await page.getByRole('button', { name: /^Inbox\b/ }).click()
      await panel.getByText('Charged twice for order 501').waitFor()
      await panel.getByRole('button', { name: 'Take them back' }).click()
      await panel.getByRole('button', { name: 'Take them back' }).waitFor({ state: 'detached' })
      await open(page, 'Charged twice for order 501')
      await page.getByText('Given back to Mei Tanaka').last().waitFor()
    })
  }, 120_000)

  it('is not offered to members', async () => {
    await visitAs(playground, 'Lukas Brandt', async (page, panel) => {
      await signIn(page, panel)
      await lookAt(page, panel, 'Mei Tanaka')
      await panel.getByRole('button', { name: 'Back' }).waitFor()
      expect(await panel.getByRole('button', { name: 'Set away' }).count()).toBe(0)
    })
  })

  it.each([
    {
      locale: 'de-DE',
      send: 'Code schicken',
      code: 'Code',
      go: 'Anmelden',
      set: 'Abwesend melden',
      confirm: 'Priya abwesend melden',
    },
    {
      locale: 'ar-EG',
      send: 'أرسل لي رمزًا',
      code: 'الرمز',
      go: 'دخول',
      set: 'تسجيل غياب',
      confirm: 'تسجيل غياب Priya',
    },
  ])(
    'in the manager’s language: $locale',
    async ({ locale, send, code, go, set, confirm }) => {
      await visitAs(
        playground,
        'Sofia Rossi',
        async (page, panel) => {
          await panel.getByRole('button', { name: send }).click()
          await panel.getByLabel(code).fill(await readCode(page, locale === 'de-DE' ? 0 : 1))
          await panel.getByRole('button', { name: go, exact: true }).click()
          await lookAt(page, panel, 'Priya Raman')
          await panel.getByRole('button', { name: set }).click()
          await panel.getByRole('button', { name: confirm }).waitFor()
          expect(await wrongInAnyPanel(page, panel, `set-away-${locale.slice(0, 2)}`)).toEqual([])
        },
        { locale },
      )
    },
    120_000,
  )
})
