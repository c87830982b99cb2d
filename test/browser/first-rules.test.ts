import type { Browser } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { openBrowser, withPage } from '../support/browser'
import { ensureBuilt } from '../support/build'
import { sqlite } from '../support/databases'
import { ALWAYS_OPEN, codeFor } from '../support/desk'
import { openMissiveOutside } from '../support/missive-outside'
import { type ServerProcess, startServer } from '../support/server-process'
import { wrongInAnyLook } from './look'

let server: ServerProcess | undefined
let browser: Browser | undefined
let closeMissive = async () => {}
afterEach(async () => {
  await browser?.close()
  server?.process.kill('SIGTERM')
  await server?.ended
  await closeMissive()
})

it('leads an admin without rules to the first ones, made of the teams that Missive has', async () => {
  await ensureBuilt()
  const outside = await openMissiveOutside(await sqlite.create(), ALWAYS_OPEN)
  closeMissive = outside.close
  const { RULES_FILE: _, ...variables } = outside.variables
  server = startServer({ ...variables, ADMIN_EMAILS: 'sofia@harborpine.example' })
  const url = await server.ready
  browser = await openBrowser()
  await withPage(browser, async (page) => {
    page.setDefaultTimeout(8_000)
    await page.goto(new URL('/admin/', url).href)
    await page.getByLabel('E-mail').fill('sofia@harborpine.example')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByLabel('Code').fill(await codeFor(outside.missive, people.sofia.id))
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByText('There are no rules yet').waitFor()
    expect(await wrongInAnyLook(page, 'first-rules')).toEqual([])
    await page.getByRole('button', { name: 'Write the first rules' }).click()
    const text = await page.getByLabel('Rules document').inputValue()
    expect(text).toContain('general_team: ')
    expect(text).toMatch(/billing: \{ missive_team: Billing \}/)
    await page.getByRole('button', { name: 'Save' }).click()
    // Nobody but ADMIN_EMAILS would be an admin, which is enough.
    await page.getByText('Version 1 is in force.').waitFor()
    await page.getByText('Baton only watches').waitFor()
  })
})
