import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOff, violations } from './look'
import { WITH_A_TEAM_THAT_IS_OFF } from './rules'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, readCode, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(WITH_A_TEAM_THAT_IS_OFF)
})
afterAll(() => playground?.close())

/** Signs in to a tab by an e-mail address; the code is read on the desk, after so many earlier ones. */
const signInByEmail = async (tab: Page, desk: Page, email: string, earlier: number) => {
  await tab.getByLabel('E-mail').fill(email)
  await tab.getByRole('button', { name: 'Send me a code' }).click()
  await tab.getByLabel('Code').fill(await readCode(desk, earlier))
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await tab.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** What follows a click that opens a new tab. */
const newTab = async (page: Page, click: () => Promise<void>): Promise<Page> => {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), click()])
  tab.setDefaultTimeout(8_000)
  return tab
}

const NARROW = { width: 360, height: 800 }

/** In a wide and a narrow window, light and dark; what is wrong with any of them. */
const wrongInAnyLook = async (tab: Page): Promise<string[]> => {
  const wrong: string[] = []
  for (const size of [{ width: 1280, height: 900 }, NARROW])
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setViewportSize(size)
      await tab.emulateMedia({ colorScheme })
      const found = [...(await cutOff(tab.mainFrame())), ...(await violations(tab.mainFrame()))]
      wrong.push(...found.map((one) => `${size.width} px, ${colorScheme}: ${one}`))
    }
  return wrong
}

describe('a page in a browser tab', () => {
  it('explains a handoff from its note, after signing in by e-mail: the team, everyone asked, and who was chosen', async () => {
    await visitAs(playground, 'Imani Okafor', async (page) => {
      await newMail(page, 'Which paint for teak?', 'I have half a litre of oil.')
      await open(page, 'Which paint for teak?')
      const link = page.getByRole('link', { name: /^Why .+\?$/ })
      const chosen = ((await link.textContent()) ?? '').slice('Why '.length, -1)
      const tab = await newTab(page, () => link.click())
      await signInByEmail(tab, page, 'imani@harborpine.example', 0)

      await tab.getByRole('heading', { name: 'Which paint for teak?' }).waitFor()
      await tab
        .getByText(/^Routed to /)
        .first()
        .waitFor()
      const asked = tab.locator('section', { has: tab.getByRole('heading', { name: 'Everyone who was asked' }) })
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
      expect(await wrongInAnyLook(tab)).toEqual([])
    })
  })

  it('explains from the panel why a conversation waits', async () => {
    await visitAs(playground, 'Marcus O’Neill', async (page, panel: FrameLocator) => {
      await signIn(page, panel)
      await newMail(page, 'The engine smokes', 'Blue smoke.', 'Specialists')
      await open(page, 'The engine smokes')
      await panel.getByText('Waits for Specialists').waitFor()
      const tab = await newTab(page, () => panel.getByRole('button', { name: 'Why', exact: true }).click())
      await signInByEmail(tab, page, 'marcus@harborpine.example', 1)
      await tab.getByText('It waits for an owner').waitFor()
      await tab.getByText('What happens next').waitFor()
      await tab.getByText(/off hours, back \w{3} 09:00/).waitFor()
      expect(await wrongInAnyLook(tab)).toEqual([])
    })
  })

  it('shows admins what waits, the connection and the rules, and others that it is for admins', async () => {
    await visitAs(playground, 'Sofia Rossi', async (page) => {
      await newMail(page, 'The anchor drags', 'In sand.', 'Specialists')
      await page.goto(new URL('/admin/', playground.url).href)
      const desk = await newTab(page, async () => {
        const other = await page.context().newPage()
        await other.goto(playground.url)
        await other.getByRole('combobox', { name: 'Looking as' }).selectOption({ label: 'Sofia Rossi' })
      })
      await signInByEmail(page, desk, 'sofia@harborpine.example', 0)
      await page.getByText('Connected to Harbor & Pine as Router Bot.').waitFor()
      await page.getByRole('link', { name: 'The anchor drags' }).waitFor()
      await page.getByRole('row', { name: /^incoming_email just now/ }).waitFor()
      await page.getByText('Version 1').waitFor()
      await page.getByText('Show the document').click()
      await page.getByText('general_team: support').waitFor()
      expect(await wrongInAnyLook(page)).toEqual([])
    })
    await visitAs(playground, 'Mei Tanaka', async (page) => {
      const tab = await newTab(page, async () => {
        const other = await page.context().newPage()
        await other.goto(new URL('/admin/', playground.url).href)
      })
      await signInByEmail(tab, page, 'mei@harborpine.example', 0)
      await tab.getByText('This page is for admins').waitFor()
    })
  })
})
