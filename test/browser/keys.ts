import type { Locator, Page } from 'playwright-core'
import { panelFrame } from './look'

const TABS_AT_MOST = 120

export const hasFocus = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => element === document.activeElement && document.hasFocus()).catch(() => false)

/** Goes on by the tab key until this control has the focus. */
export const tabTo = async (page: Page, control: Locator) => {
  await control.waitFor()
  for (let tab = 0; tab < TABS_AT_MOST; tab++) {
    if (await hasFocus(control)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No tab leads to ${control}`)
}

export const press = async (page: Page, control: Locator) => {
  await tabTo(page, control)
  await page.keyboard.press('Enter')
}

export const write = async (page: Page, control: Locator, text: string) => {
  await tabTo(page, control)
  await page.keyboard.type(text)
}

/** What of the panel has the focus: its accessible name or its text; null: nothing, or the page as a whole. */
export const focused = (page: Page): Promise<string | null> =>
  panelFrame(page).evaluate(() => {
    const { activeElement: element } = document
    if (!element || !document.hasFocus() || element === document.body || element.id === 'panel') return null
    return element.getAttribute('aria-label') ?? element.textContent
  })
