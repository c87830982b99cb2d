import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerWith, holdBack } from './answers'
import { cutOff, panelFrame, wrongInAnyPanel } from './look'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

const SUBJECT = 'Can I still change my order?'
const LONG = 'They need it before the regatta on Sunday, and nobody has told them yet whether that is possible. '

describe('what opens under a conversation can be read in every look', () => {
  it('as it will be posted, back to the queue, asking back and giving back', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, SUBJECT, 'The red one, please.')
      await open(page, SUBJECT)
      await panel.getByText('Confirmed by Missive').waitFor()
      const me = { id: 'me', name: 'Imani Okafor', avatarUrl: null }
      await answerWith(page, { givenBy: { id: 'x', name: 'José Ñandú', avatarUrl: null }, mayRelease: true })
      const wrong: string[] = []
      const openForm = (name: string) => panel.getByRole('button', { name, exact: true }).click()

      await panel.getByLabel("What's needed").fill(LONG)
      await openForm('See it as posted')
      await panel.getByText(LONG.trim()).last().waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'preview')))
      await openForm('Back to the queue')
      await panel.getByLabel('Reason').fill(LONG)
      wrong.push(...(await wrongInAnyPanel(page, panel, 'queue')))
      await openForm('Ask José back')
      await panel.getByRole('textbox', { name: 'Question' }).fill(LONG)
      wrong.push(...(await wrongInAnyPanel(page, panel, 'ask-back')))
      await openForm('Give back to José')
      wrong.push(...(await wrongInAnyPanel(page, panel, 'give-back')))
      await panel.getByRole('button', { name: 'Cancel' }).click()
      expect(wrong).toEqual([])

      await answerWith(page, { owners: [{ ...me, id: 'y', name: 'Mei Tanaka' }] })
      await panel.getByText('Mei Tanaka owns it now. What you wrote is kept.').waitFor()
      expect(await wrongInAnyPanel(page, panel, 'overtaken')).toEqual([])
    })
  }, 180_000)

  it('a refusal, with the way on', async () => {
    await visitAs(playground, 'Sofia Rossi', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Charged twice for order 812', 'Please look.', 'Billing')
      await open(page, 'Charged twice for order 812')
      await panel.getByText('Confirmed by Missive').waitFor()
      const message = 'This conversation was closed meanwhile. Reopen it to hand it over.'
      const refuse = await holdBack(page, '/hand-off', { code: 'closed', message })
      await panel
        .getByRole('button', { name: /^Assign to / })
        .first()
        .click()
      await panel
        .getByText(/^Assigning to /)
        .last()
        .waitFor()
      const wrong = await wrongInAnyPanel(page, panel, 'assigning')
      refuse()
      await panel.getByRole('button', { name: 'Reopen and assign' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'closed')))
      expect(wrong).toEqual([])

      await panel.getByRole('button', { name: 'Leave it closed' }).click()
      await panel
        .getByRole('button', { name: /^Assign to / })
        .first()
        .click()
      await page
        .getByText(/by Sofia Rossi$/)
        .last()
        .waitFor()
      await panel.getByRole('button', { name: 'Why', exact: true }).first().click()
      await panel.getByText('A person decided this: Sofia Rossi.').waitFor()
      expect(await cutOff(panelFrame(page))).toEqual([])
    })
  }, 120_000)
})
