import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ALWAYS_OPEN } from '../support/desk'
import { wrongInAnyLook } from './look'
import { openPlaygroundPage, openTab, type PlaygroundPage, visitAs } from './visitor'

let playground: PlaygroundPage | undefined
const close = async () => {
  await playground?.close()
  playground = undefined
}
afterEach(close)
afterAll(close)

/** Sofia, who is an admin, at her rules. */
const atRules = async (rules: string | null, body: (tab: Page, rulesFile: string) => Promise<void>) => {
  const opened = await openPlaygroundPage(rules)
  playground = opened
  await visitAs(opened, 'Sofia Rossi', async (desk) => {
    const tab = await openTab(desk, opened, '/admin/#rules', 'sofia@harborpine.example')
    await body(tab, opened.rulesFile)
  })
}

const edit = async (tab: Page, change: (text: string) => string) => {
  const area = tab.getByLabel('Rules document')
  await area.fill(change(await area.inputValue()))
}

/** As somebody does who sits elsewhere, with this one's session. */
const saveElsewhere = async (tab: Page, change: (text: string) => string, note: string) => {
  const inForce = await tab.evaluate(async () => (await (await fetch('/api/rules')).json()).inForce)
  const body = JSON.stringify({ text: change(inForce.text), note, base: inForce.version })
  const status = await tab.evaluate(
    async (sent) => (await fetch('/api/rules', { method: 'POST', body: sent })).status,
    body,
  )
  expect(status).toBe(200)
}

const selectedText = (tab: Page) =>
  tab
    .getByLabel('Rules document')
    .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))

describe('rules that are written on the page', () => {
  it('are edited, checked with a way to each problem, and saved when they have none', async () => {
    await atRules(null, async (tab) => {
      await tab.getByLabel('Rules in force').waitFor()
      await tab.getByRole('button', { name: 'Edit' }).click()
      await edit(tab, (text) => text.replace('capacity: 12', 'capacty: 9'))
      await tab.getByRole('button', { name: 'Check' }).click()
      await tab.getByText('1 problem', { exact: true }).waitFor()
      await tab.getByRole('button', { name: /^Line \d+ defaults\.capacty: unknown key/ }).click()
      expect(await selectedText(tab)).toBe('capacty: 9')
      expect(await wrongInAnyLook(tab, 'rules-problem')).toEqual([])
      await tab.getByRole('button', { name: 'Save' }).click()
      await tab.getByText('1 problem', { exact: true }).waitFor()

      await edit(tab, (text) => text.replace('capacty: 9', 'capacity: 9'))
      await tab.getByLabel('Note').fill('Less for everyone')
      await tab.getByRole('button', { name: 'Check' }).click()
      await tab.getByText('No problems.').waitFor()
      await tab.getByText('What it changes of what is in force').click()
      expect(await wrongInAnyLook(tab, 'rules-edit')).toEqual([])
      await tab.getByRole('button', { name: 'Save' }).click()
      await tab.getByText('Version 2 is in force.').waitFor()
      await expect.poll(() => tab.getByLabel('Rules in force').inputValue()).toContain('capacity: 9')
    })
  })

  it('are compared with other versions and brought back', async () => {
    await atRules(null, async (tab) => {
      await saveElsewhere(tab, (text) => text.replace('capacity: 12', 'capacity: 9'), 'Less for everyone')
      await tab.getByRole('link', { name: 'Version 2', exact: true }).waitFor()
      expect(await wrongInAnyLook(tab, 'rules')).toEqual([])
      await tab.getByRole('link', { name: 'Version 2', exact: true }).click()
      await tab.getByRole('heading', { name: 'What it changed' }).waitFor()
      expect(await tab.locator('.removed code').allTextContents()).toEqual([expect.stringContaining('capacity: 12')])
      expect(await tab.locator('.added code').allTextContents()).toEqual([expect.stringContaining('capacity: 9')])
      expect(await wrongInAnyLook(tab, 'rules-version')).toEqual([])

      await tab.goBack()
      await tab.getByRole('link', { name: 'Version 1', exact: true }).click()
      await tab.getByRole('button', { name: 'Bring back version 1' }).click()
      await tab.getByText('Version 3 is in force.').waitFor()
      await expect.poll(() => tab.getByLabel('Rules in force').inputValue()).toContain('capacity: 12')
      await tab.getByText('Brings back version 1').first().waitFor()
    })
  })

  it('are kept when somebody else was first, until the writer has seen what they changed', async () => {
    await atRules(null, async (tab) => {
      await tab.getByRole('button', { name: 'Edit' }).click()
      await edit(tab, (text) => `${text}# mine\n`)
      await saveElsewhere(tab, (text) => `${text}# theirs\n`, 'Theirs')
      await tab.getByRole('button', { name: 'Save' }).click()
      await tab.getByText('Sofia Rossi saved version 2 meanwhile (Theirs)').waitFor()
      expect(await wrongInAnyLook(tab, 'rules-overtaken')).toEqual([])
      await tab.getByRole('link', { name: 'What version 2 changed' }).click()
      await tab.getByText('# theirs').first().waitFor()
      await tab.goBack()
      await tab.getByRole('button', { name: 'Save mine on top' }).click()
      await tab.getByText('Version 3 is in force.').waitFor()
      await expect.poll(() => tab.getByLabel('Rules in force').inputValue()).toMatch(/# mine\n$/)
    })
  })

  it('are written by keyboard alone', async () => {
    await atRules(null, async (tab) => {
      await tab.getByRole('button', { name: 'Edit' }).focus()
      await tab.keyboard.press('Enter')
      await tab.getByLabel('Rules document').focus()
      await tab.keyboard.press('Control+End')
      await tab.keyboard.type('nonsense: 1')
      await tab.keyboard.press('Tab')
      await tab.keyboard.type('By keyboard')
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Enter')
      const problem = tab.getByRole('button', { name: /^Line \d+ nonsense: unknown key/ })
      await problem.waitFor()
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Enter')
      expect(await selectedText(tab)).toBe('nonsense: 1')
      await tab.keyboard.press('Delete')
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Enter')
      await tab.getByText('Version 1 is in force.').or(tab.getByText('Version 2 is in force.')).waitFor()
    })
  })
})

describe('rules of a file', () => {
  it('are shown, tried and pasted, never saved; a broken edit is shown with its places', async () => {
    await atRules(ALWAYS_OPEN, async (tab, rulesFile) => {
      await tab.getByText(`Followed as ${rulesFile} changes.`).waitFor()
      await tab.getByRole('button', { name: 'Try a change' }).click()
      expect(await tab.getByRole('button', { name: 'Save' }).count()).toBe(0)
      await edit(tab, (text) => text.replace('capacity: 100', 'capacity: 50'))
      await tab.getByRole('button', { name: 'Check' }).click()
      await tab.getByText(`Lines to paste into ${rulesFile}`).waitFor()
      await tab.getByText('In place of lines').waitFor()
      expect(await tab.locator('.changes pre').textContent()).toContain('capacity: 50')
      expect(await wrongInAnyLook(tab, 'rules-file')).toEqual([])
      await tab.getByRole('button', { name: 'Discard changes' }).click()

      writeFileSync(rulesFile, ALWAYS_OPEN.replace('capacity: 100', 'capacty: 100'))
      await tab.getByText('Version 1 stays in force until it is mended.').waitFor()
      await tab.getByRole('button', { name: /^Line 6 defaults\.capacty/ }).waitFor()
      expect(await wrongInAnyLook(tab, 'rules-broken')).toEqual([])
      await tab.getByRole('link', { name: 'Now' }).click()
      await tab.getByText('A later edit has 1 problem and is not in force.').waitFor()

      writeFileSync(rulesFile, ALWAYS_OPEN.replace('capacity: 100', 'capacity: 50'))
      await tab.getByText('Version 2').waitFor()
    })
  })
})
