import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { focused, hasFocus, press, write } from './keys'
import { WITH_GUARDS } from './rules'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(WITH_GUARDS)
})
afterAll(() => playground?.close())

/** After something was done the focus is still where the work is, or on who owns it now. */
const keepsFocus = (page: Page, after: string) =>
  expect.poll(() => focused(page), { message: `the focus after ${after}` }).not.toBeNull()
const showsOwner = (page: Page, after: string) =>
  expect.poll(() => focused(page), { message: `the focus after ${after}` }).toBe('Owner')

const buttonOf = (panel: FrameLocator) => (name: string | RegExp) =>
  panel.getByRole('button', { name, exact: typeof name === 'string' })

/** Mail that Mei alone has the skill for. */
const openMeis = async (page: Page, panel: FrameLocator, subject: string) => {
  await newMail(page, subject, 'Since Tuesday, for every call of the API.')
  await open(page, subject)
  await panel.getByText('Confirmed by Missive').waitFor()
}

describe('by the keyboard alone', () => {
  it('takes past a guard, undoes it, takes it again, and puts it back in the queue', async () => {
    await visitAs(playground, 'Lukas Brandt', async (page, panel) => {
      await signIn(page, panel)
      await openMeis(page, panel, 'The API answers 500')
      const button = buttonOf(panel)
      await write(page, panel.getByLabel('Why', { exact: true }), 'I began it')
      await press(page, button('Take it'))
      expect(await hasFocus(panel.getByRole('alert')), 'the guard has the focus').toBe(true)
      await page.keyboard.press('Escape')
      await expect.poll(() => hasFocus(button('Take it')), { message: 'where it was opened from' }).toBe(true)
      await press(page, button('Take it'))
      await press(page, button('Take it anyway'))
      await expect.poll(() => hasFocus(panel.getByLabel('Reason')), { message: 'what is missing' }).toBe(true)
      await page.keyboard.type('I know this customer')
      await press(page, button('Take it anyway'))
      await button('Undo').waitFor()
      await showsOwner(page, 'taking')
      await press(page, button('Undo'))
      await page.getByText('Given back to Mei Tanaka').waitFor()
      await showsOwner(page, 'undoing')

      await button('Take it').waitFor()
      await write(page, panel.getByLabel('Why', { exact: true }), 'I began it')
      await press(page, button('Take it'))
      await button('Undo').waitFor()
      await keepsFocus(page, 'taking')
      await press(page, button('Back to the queue'))
      expect(await hasFocus(panel.getByLabel('Reason'))).toBe(true)
      await page.keyboard.press('Escape')
      await expect.poll(() => hasFocus(button('Back to the queue'))).toBe(true)
      await press(page, button('Back to the queue'))
      await page.keyboard.type('It is about the API')
      await press(page, button('Put it back'))
      await page.getByText('Back in the queue').first().waitFor()
      await showsOwner(page, 'putting it back')
    })
  }, 120_000)

  it('asks back, and gives back', async () => {
    let name = ''
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Which rope is right?', 'For a small boat.', 'Billing')
      await open(page, 'Which rope is right?')
      await panel.getByText('Confirmed by Missive').waitFor()
      await page.getByRole('combobox', { name: /assign/i }).selectOption({ label: 'Imani Okafor' })
      await panel.getByText('Imani Okafor').first().waitFor()
      await panel.getByLabel("What's needed").fill('Say which')
      const assign = panel.getByRole('button', { name: /^Assign to (?!Imani)/ }).first()
      name = ((await assign.getAttribute('aria-label')) ?? '').replace('Assign to ', '')
      await assign.click()
      await page.getByText(`Handed to ${name} by Imani Okafor`).waitFor()
    })
    await visitAs(playground, name, async (page, panel) => {
      await signIn(page, panel)
      await open(page, 'Which rope is right?')
      const button = buttonOf(panel)
      await press(page, button('Ask Imani back'))
      await expect.poll(() => focused(page)).not.toBeNull()
      await page.keyboard.type('How long is it?')
      await press(page, button('Send question'))
      await page.getByText('How long is it?').last().waitFor()
      await expect.poll(() => hasFocus(button('Ask Imani back')), { message: 'where it was opened from' }).toBe(true)
      await press(page, button('Give back to Imani'))
      await page.keyboard.type('You know them')
      await press(page, button('Give it back'))
      await page.getByText('Given back to Imani Okafor').waitFor()
      await showsOwner(page, 'giving back')
    })
  }, 120_000)

  it('goes away, and comes back', async () => {
    await visitAs(playground, 'ليلى حداد', async (page, panel) => {
      await signIn(page, panel)
      await press(page, page.getByRole('button', { name: /^Assigned to me/ }))
      const away = panel.getByRole('switch', { name: 'Away' })
      await press(page, away)
      expect(await focused(page)).toBe('Going away')
      await page.keyboard.press('Escape')
      await expect.poll(() => hasFocus(away), { message: 'where it was opened from' }).toBe(true)
      await page.keyboard.press('Enter')
      await write(page, panel.getByLabel('Reason (others see it)'), 'Dentist')
      await press(page, panel.getByRole('button', { name: /^Go away/ }))
      await panel.getByText('You are away until you are back (Dentist)').waitFor()
      await expect.poll(() => hasFocus(away), { message: 'where it was opened from' }).toBe(true)
      await press(page, panel.getByRole('button', { name: 'I am back' }))
      await panel.getByText('You are away').waitFor({ state: 'detached' })
      await expect.poll(() => hasFocus(away), { message: 'what says whether they are away' }).toBe(true)
    })
  }, 60_000)

  it('hands over several', async () => {
    await visitAs(playground, 'Mei Tanaka', async (page, panel) => {
      await signIn(page, panel)
      const subjects = ['First of two', 'Second of two']
      for (const subject of subjects) await newMail(page, subject, 'Hello')
      await press(page, page.getByRole('button', { name: /^Open \d+/ }).first())
      await press(page, page.getByRole('button', { name: subjects[0] }).first())
      await panel.getByText('Confirmed by Missive').waitFor()
      // Missive's own list has keys of its own.
      await page
        .getByRole('button', { name: subjects[1] })
        .first()
        .click({ modifiers: ['Control'] })
      await panel.getByRole('heading', { name: '2 conversations' }).waitFor()
      await write(page, panel.getByLabel('What’s needed, for all'), 'Answer them')
      const send = panel.getByRole('button', { name: 'Hand over 2' })
      await press(page, send)
      const reason = panel.getByLabel('Reason')
      if (await reason.isVisible()) {
        expect(await hasFocus(reason), 'what is missing has the focus').toBe(true)
        await page.keyboard.type('I am off to lunch')
        await press(page, send)
      }
      await panel.getByText('✓ Handed over').nth(1).waitFor()
      await keepsFocus(page, 'handing over')
    })
  }, 60_000)
})
