import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { smallPng } from './small-png'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong, as "rule: element", in this page or frame alone. */
export const violations = async (frame: Frame): Promise<string[]> => {
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(AXE)
  const { violations } = await frame.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    // Targets of 24 px are asked for by WCAG 2.2, which axe leaves out unless it is told.
    return axe.run(document, { rules: { 'target-size': { enabled: true } } }) as Promise<AxeResults>
  })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Elements that stick out of the page, whose text touches its edge, or is cut where nothing tells the rest of it. */
export const cutOff = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const isForEars = (element: Element) => element.closest('.for-ears') !== null
    const sticksOut = (element: Element) => element.getBoundingClientRect().right > window.innerWidth + 0.5
    const hidesText = (element: Element) => {
      const { overflowX, textOverflow } = getComputedStyle(element)
      return (
        ['hidden', 'clip'].includes(overflowX) &&
        textOverflow !== 'ellipsis' &&
        element.scrollWidth > element.clientWidth + 1
      )
    }
    const touchesEdge = (element: Element) =>
      [...element.childNodes].some((node) => {
        if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) return false
        const text = document.createRange()
        text.selectNode(node)
        const box = getComputedStyle(element).overflowX === 'visible' ? text : element
        const { left, right, width } = box.getBoundingClientRect()
        return width > 0 && (left < 4 || right > window.innerWidth - 4)
      })
    const bad = [...document.querySelectorAll('body *')].filter(
      (element) => !isForEars(element) && (sticksOut(element) || hidesText(element) || touchesEdge(element)),
    )
    const page = document.documentElement.scrollWidth > window.innerWidth ? ['the page scrolls sideways'] : []
    return [...page, ...bad.map((element) => element.outerHTML.slice(0, 120))]
  })

/** The frame in which Baton's panel runs. */
export const panelFrame = (page: Page): Frame => {
  const frame = page.frames().find((one) => new URL(one.url()).pathname === '/panel/')
  if (!frame) throw new Error('There is no panel')
  return frame
}

const STEP_PX = 10

/** As somebody would who moves the panel's edge by the keyboard: from the nearer end. */
export const resizeTo = async (page: Page, width: number) => {
  const edge = page.getByRole('separator', { name: 'Width of the panel' })
  await edge.focus()
  const [narrowest, widest] = [
    Number(await edge.getAttribute('aria-valuemin')),
    Number(await edge.getAttribute('aria-valuemax')),
  ]
  const isNarrow = width - narrowest < widest - width
  await page.keyboard.press(isNarrow ? 'Home' : 'End')
  const steps = (isNarrow ? width - narrowest : widest - width) / STEP_PX
  for (let step = 0; step < steps; step++) await page.keyboard.press(isNarrow ? 'ArrowLeft' : 'ArrowRight')
  await edge.blur()
  expect(await edge.getAttribute('aria-valuenow')).toBe(`${width}`)
}

export const setDark = (page: Page, isDark: boolean) =>
  page.getByRole('switch', { name: 'Dark' }).setChecked(isDark, { force: true })

/** Where pictures go, as `docs/panel`; unset: nowhere. */
const PICTURES = process.env.BATON_PICTURES

/** Of a page, or of what stands in it. */
export const takePicture = async (of: Page | Locator, name: string) => {
  if (PICTURES) writeFileSync(join(PICTURES, `${name}.png`), smallPng(await of.screenshot({ animations: 'disabled' })))
}

const PANEL_WIDTHS = [280, 350, 600]

/** The panel in every width, light and dark; what is wrong with any of them. `name`: of its pictures. */
export const wrongInAnyPanel = async (page: Page, panel: FrameLocator, name: string): Promise<string[]> => {
  const wrong: string[] = []
  for (const width of PANEL_WIDTHS) {
    await resizeTo(page, width)
    for (const theme of ['light', 'dark'] as const) {
      await setDark(page, theme === 'dark')
      await panel.locator(`[data-theme="${theme}"] body`).waitFor()
      const found = [...(await cutOff(panelFrame(page))), ...(await violations(panelFrame(page)))]
      wrong.push(...found.map((one) => `${name}, ${width} px, ${theme}: ${one}`))
      await takePicture(page.getByRole('complementary', { name: 'Baton' }), `${name}-${width}-${theme}`)
    }
  }
  return wrong
}

const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 800 },
]

/** A tab in a wide and a narrow window, light and dark; what is wrong with any of them. `name`: of its pictures. */
export const wrongInAnyLook = async (tab: Page, name = 'tab'): Promise<string[]> => {
  const wrong: string[] = []
  for (const size of SIZES)
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setViewportSize(size)
      await tab.emulateMedia({ colorScheme })
      const found = [...(await cutOff(tab.mainFrame())), ...(await violations(tab.mainFrame()))]
      wrong.push(...found.map((one) => `${size.width} px, ${colorScheme}: ${one}`))
      if (PICTURES)
        await tab.screenshot({ path: join(PICTURES, `${name}-${size.width}-${colorScheme}.png`), fullPage: true })
    }
  await tab.setViewportSize({ width: 1280, height: 900 })
  return wrong
}
