import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOff, panelFrame, wrongInAnyPanel } from './look'
import { WITH_A_TEAM_THAT_IS_OFF } from './rules'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(WITH_A_TEAM_THAT_IS_OFF)
})
afterAll(() => playground?.close())

const LONG = `${'https://harbor.example/'.repeat(6)} قطعة غيار 😀 <b>**bold**</b>`

describe('the panel, light and dark, at 280, 350 and 600 px', () => {
  it('can be read when somebody signs in', async () => {
    await visitAs(playground, 'Grace Kim', async (page, panel) => {
      expect(await wrongInAnyPanel(page, panel, 'sign-in')).toEqual([])
    })
  })

  it('can be read with an owner and suggestions, and when it says what the note lacks', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Do you ship rope?', 'To Iceland, if you can.')
      await open(page, 'Do you ship rope?')
      await panel.getByText('Confirmed by Missive').waitFor()
      const assign = panel.getByRole('button', { name: /^Assign to / }).first()
      await assign.click()
      await panel.getByText("Write what's needed first").last().waitFor()
      await panel.getByRole('button', { name: 'Change by when' }).click()
      expect(await wrongInAnyPanel(page, panel, 'conversation')).toEqual([])
    })
  })

  it('can be read after a handoff with the longest words, and with more owners than one', async () => {
    await visitAs(playground, 'Lukas Brandt', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, LONG, 'Do you have it?')
      await open(page, LONG.slice(0, 40))
      await panel.getByText('Confirmed by Missive').waitFor()
      for (const field of ['Why', "What's needed", 'Context']) await panel.getByLabel(field, { exact: true }).fill(LONG)
      await panel
        .getByRole('button', { name: /^Assign to / })
        .first()
        .click()
      await panel.getByRole('button', { name: 'Undo' }).waitFor()
      await panel.getByText('1 earlier').click()
      expect(await wrongInAnyPanel(page, panel, 'handed')).toEqual([])

      for (const name of ['Grace Kim', 'Haruto Sato', 'Ana Souza'])
        await page.getByRole('combobox', { name: 'Assign', exact: true }).selectOption({ label: name })
      await panel.getByText('4 owners, not settled yet').waitFor()
      await panel.getByText(/ and 3 more$/).waitFor()
      expect(await cutOff(panelFrame(page))).toEqual([])
    })
  })

  it('says why a conversation waits and what happens next, in every look', async () => {
    await visitAs(playground, 'Marcus O’Neill', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Our boat will not start', 'Help, please.', 'Specialists')
      await open(page, 'Our boat will not start')
      await panel.getByText('Waits for Specialists').waitFor()
      await panel
        .getByText(/^Marcus is off until \w{3} 09:00|^Everyone of Specialists is off until \w{3} 09:00/)
        .waitFor()
      const next = panel.getByLabel('What happens next')
      expect(await next.textContent()).toMatch(/^\w{3} 09:00Marcus starts/)
      await panel.getByText(/off hours, back \w{3} 09:00/).waitFor()
      expect(await wrongInAnyPanel(page, panel, 'waiting')).toEqual([])
    })
  })
})
