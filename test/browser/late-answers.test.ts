import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALWAYS_OPEN } from '../support/desk'
import { holdBack } from './answers'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

/** Mail stays without an owner until a person gives it one. */
const NOBODY_ASSIGNS = ALWAYS_OPEN.replace('backup: billing', 'assign: claim, backup: billing').replace(
  'access: admin',
  'access: admin, authority: head',
)

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(NOBODY_ASSIGNS)
})
afterAll(() => playground?.close())

const REFUSAL = { code: 'changed_meanwhile', message: 'Sofia was first. Look again.' }

const button = (panel: FrameLocator, name: string | RegExp) =>
  panel.getByRole('button', { name, exact: typeof name === 'string' }).first()

interface Click {
  /** What is clicked. */
  name: string
  path: string
  /** Up to the click that sends. */
  act: (panel: FrameLocator) => Promise<void>
  /** What is there while nothing has answered. */
  shows: string
  /** What is there again once it was refused; left out: nothing had changed. */
  before?: string
}

const tryAll = async (page: Page, panel: FrameLocator, clicks: readonly Click[]) => {
  for (const { name, path, act, shows, before } of clicks) {
    const refuse = await holdBack(page, path, REFUSAL)
    await act(panel)
    await panel.getByText(shows).first().waitFor()
    expect(await panel.getByRole('alert').filter({ hasText: REFUSAL.message }).count(), name).toBe(0)
    refuse()
    await panel.getByRole('alert').filter({ hasText: REFUSAL.message }).waitFor()
    await panel.getByText(shows).first().waitFor({ state: 'detached' })
    if (before) await panel.getByText(before).first().waitFor()
    const dismiss = button(panel, 'Dismiss')
    if (await dismiss.isVisible()) await dismiss.click()
  }
}

describe('while the server has not answered, a click shows already, and is taken back with the reason when it is refused', () => {
  it('for what nobody owns', async () => {
    await visitAs(playground, 'José Ñandú', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Do you ship rope?', 'To Iceland.')
      await open(page, 'Do you ship rope?')
      await panel.getByLabel("What's needed").fill('Say whether we do')
      await tryAll(page, panel, [
        {
          name: 'Assign to',
          path: '/hand-off',
          act: (panel) => button(panel, 'Assign to Mei Tanaka').click(),
          shows: 'Handed to Mei Tanaka by José Ñandú',
          before: 'No owner yet',
        },
        {
          name: 'Take it',
          path: '/take',
          act: (panel) => button(panel, 'Take it').click(),
          shows: 'Taken by José Ñandú',
          before: 'No owner yet',
        },
      ])
      await button(panel, 'Show').click()
      await button(panel, 'Assign to Imani Okafor').click()
      await page.getByText('Handed to Imani Okafor by José Ñandú').waitFor()
      await tryAll(page, panel, [
        {
          name: 'Undo',
          path: '/undo',
          act: (panel) => button(panel, 'Undo').click(),
          shows: 'Back in the queue by José Ñandú',
          before: 'Handed to Imani Okafor',
        },
      ])
    })
  }, 60_000)

  it('for what is one’s own', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel)
      await open(page, 'Do you ship rope?')
      const escalate = (kind: string) => async (panel: FrameLocator) => {
        await button(panel, 'Escalate').click()
        await panel.getByRole('radio', { name: 'Angry customer' }).check()
        for (const field of ['Situation', 'What was tried', 'What you need'])
          await panel.getByLabel(field).fill('Words')
        await panel.getByRole('radio', { name: kind }).check()
        await button(panel, 'Send escalation').click()
      }
      const withReason = (open: string, field: string, send: string) => async (panel: FrameLocator) => {
        await button(panel, open).click()
        await panel.getByRole('textbox', { name: field }).fill('Words')
        await button(panel, send).click()
      }
      await tryAll(page, panel, [
        {
          name: 'Escalate, a decision',
          path: '/escalate',
          act: escalate('I keep it, they decide'),
          shows: 'Escalating…',
        },
        {
          name: 'Escalate, a handover',
          path: '/escalate',
          act: escalate('They take it over'),
          shows: 'Escalated to',
          before: 'Handed to Imani Okafor by José Ñandú',
        },
        {
          name: 'Back to the queue',
          path: '/queue',
          act: withReason('Back to the queue', 'Reason', 'Put it back'),
          shows: 'No owner yet',
          before: 'Handed to Imani Okafor by José Ñandú',
        },
        {
          name: 'No owner needed',
          path: '/no-owner',
          act: async (panel) => {
            await button(panel, 'No owner needed').click()
            await button(panel, 'Only thanks').click()
          },
          shows: 'No owner needed, says Imani Okafor',
          before: 'Handed to Imani Okafor by José Ñandú',
        },
        {
          name: 'Ask back',
          path: '/ask',
          act: withReason('Ask José back', 'Question', 'Send question'),
          shows: 'Asking José Ñandú…',
        },
        {
          name: 'Give back',
          path: '/give-back',
          act: withReason('Give back to José', 'Reason', 'Give it back'),
          shows: 'Given back to José Ñandú by Imani Okafor',
          before: 'Handed to Imani Okafor by José Ñandú',
        },
      ])
    })
  }, 60_000)

  it('for an absence, one’s own and another’s', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      await signIn(page, panel, 1)
      await page.getByRole('button', { name: /^Inbox\b/ }).click()
      const confirm: Click = {
        name: 'Go away',
        path: '/api/away',
        act: (panel) => button(panel, /^(Go away|Set Mei away)/).click(),
        shows: 'Saving…',
      }
      await panel.getByRole('switch', { name: 'Away' }).click()
      await tryAll(page, panel, [confirm])
      await button(panel, 'Cancel').click()
      await button(panel, 'Mei Tanaka').click()
      await button(panel, 'Set away').click()
      await tryAll(page, panel, [{ ...confirm, name: 'Set away' }])
      await button(panel, /^Set Mei away/).click()
      await panel.getByText('Mei is away').waitFor()
      await tryAll(page, panel, [
        { name: 'Back', path: '/end', act: (panel) => button(panel, 'Mei is back').click(), shows: 'Saving…' },
      ])
    })
  }, 60_000)

  it('for several', async () => {
    await visitAs(playground, 'Mei Tanaka', async (page, panel) => {
      await signIn(page, panel)
      const subjects = ['First of two', 'Second of two']
      for (const subject of subjects) await newMail(page, subject, 'Hello')
      await open(page, subjects[0]!)
      await page
        .getByRole('button', { name: subjects[1] })
        .first()
        .click({ modifiers: ['Control'] })
      await panel.getByLabel('What’s needed, for all').fill('Answer them')
      await tryAll(page, panel, [
        {
          name: 'Hand over',
          path: '/api/several',
          act: (panel) => button(panel, 'Hand over 2').click(),
          shows: 'Handing over: 0 of 2',
        },
      ])
    })
  }, 60_000)
})
