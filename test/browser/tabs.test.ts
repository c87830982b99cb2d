import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wrongInAnyLook } from './look'
import { WITH_A_TEAM_THAT_IS_OFF } from './rules'
import {
  newMail,
  newTab,
  open,
  openPlaygroundPage,
  openTab,
  type PlaygroundPage,
  signIn,
  signInByEmail,
  visitAs,
} from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(WITH_A_TEAM_THAT_IS_OFF)
})
afterAll(() => playground?.close())

describe('a page in a browser tab', () => {
  it('explains a handoff from its note, after signing in by e-mail: the team, everyone asked, and who was chosen', async () => {
    const look = async (page: Page) => {
      await newMail(page, 'Which paint for teak?', 'I have half a litre of oil.')
      await open(page, 'Which paint for teak?')
      const link = page.getByRole('link', { name: /^Why .+\?$/ })
      const chosen = ((await link.textContent()) ?? '').slice('Why '.length, -1).replace(/[\u2066-\u2069]/g, '')
      const tab = await newTab(page, () => link.click())
      await signInByEmail(tab, page, 'imani@harborpine.example', 0)

      await tab.getByRole('heading', { name: 'Which paint for teak?' }).waitFor()
      await tab
        .getByText(/^Routed to /)
        .first()
        .waitFor()
      const asked = tab.locator('section', { has: tab.getByRole('heading', { name: 'Who could have it' }) })
      const verdicts = await asked.getByRole('listitem').allTextContents()
      expect(verdicts).toHaveLength(5)
      for (const verdict of verdicts) expect(verdict).toMatch(/\d of 100/)
      const marked = verdicts.filter((verdict) => verdict.includes('Chosen'))
      expect(marked).toHaveLength(1)
      expect(marked[0]).toContain(chosen)
      await tab
        .getByText(/It came to Support/)
        .first()
        .waitFor()
      expect(await tab.getByText(/^Sentences tell times in/).count()).toBe(0)
      expect(await wrongInAnyLook(tab)).toEqual([])
    }
    await visitAs(playground, 'Imani Okafor', look, { timezoneId: 'UTC' })
  })

  it('explains from the panel why a conversation waits', async () => {
    const look = async (page: Page, panel: FrameLocator) => {
      await signIn(page, panel)
      await newMail(page, 'The engine smokes', 'Blue smoke.', 'Specialists')
      await open(page, 'The engine smokes')
      await panel.getByText('Waits for Specialists').waitFor()
      await panel.getByRole('button', { name: 'Why', exact: true }).click()
      const tab = await newTab(page, () => panel.getByRole('button', { name: 'In a tab' }).click())
      await signInByEmail(tab, page, 'marcus@harborpine.example', 1)
      await tab.getByText('It waits for an owner').waitFor()
      await tab.getByLabel('What happens next').waitFor()
      await tab.getByText(/off hours, back \w{3} 09:00/).waitFor()
      await tab.getByText('Sentences tell times in UTC unless they name another place').waitFor()
      expect(await wrongInAnyLook(tab)).toEqual([])
      await tab.goto(new URL('/why/%E0%A4%A', playground.url).href)
      await tab.getByText('Baton does not know this conversation.').waitFor()
    }
    await visitAs(playground, 'Marcus O’Neill', look, { timezoneId: 'America/New_York' })
  })

  it('shows admins what waits, the connection and the rules, and others that it is for admins', async () => {
    await visitAs(playground, 'Sofia Rossi', async (page) => {
      await newMail(page, 'The anchor drags', 'In sand.', 'Specialists')
      const tab = await openTab(page, playground, '/admin/', 'sofia@harborpine.example')
      await tab.getByText('Connected to Harbor & Pine as Router Bot.').waitFor()
      await tab.getByRole('link', { name: 'The anchor drags' }).waitFor()
      await tab.getByText('Version 1').waitFor()
      expect(await wrongInAnyLook(tab)).toEqual([])
      await tab.getByRole('link', { name: 'Health', exact: true }).click()
      await tab.getByRole('row', { name: /^incoming email just now/ }).waitFor()
      await tab.getByText('What Baton writes to one person is seen by nobody else.').waitFor()
      await tab.getByRole('button', { name: 'Recount now' }).click()
      await tab.getByText('Loads recounted just now: all right.').waitFor()
      await tab.getByRole('button', { name: 'End all sessions' }).click()
      expect(await wrongInAnyLook(tab, 'health')).toEqual([])
      await tab.getByRole('button', { name: 'End them all' }).click()
      await tab.getByText('Your session has ended').waitFor()
    })
    await visitAs(playground, 'Mei Tanaka', async (page) => {
      const tab = await openTab(page, playground, '/admin/', 'mei@harborpine.example')
      await tab.getByText('This page is for admins and managers').waitFor()
      expect(await tab.getByRole('navigation').getByRole('link').count()).toBe(0)
    })
  })
})
