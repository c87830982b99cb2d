import { effect } from '@preact/signals-core'
import { type ComponentChild, render } from 'preact'

/**
 * Gives back what, called after something was drawn anew, puts the focus where what had it stood, if that is gone: to
 * the page's start it is a long way back. A frame without the focus does not take it.
 */
const createFocusKeeper = (root: HTMLElement) => {
  let path: HTMLElement[] = []
  root.addEventListener('focusin', (event) => {
    path = event.composedPath() as HTMLElement[]
  })
  return () => {
    const place = path.find(({ isConnected }) => isConnected)
    const hasFallen = document.activeElement === document.body && document.hasFocus()
    if (!hasFallen || !place || place === path[0]) return
    place.tabIndex = -1
    place.focus({ preventScroll: true })
  }
}

/**
 * Draws the page, and again whenever a signal that it read changes. The whole tree each time: it is small, and hooks or
 * components that follow signals by themselves would weigh more than they save.
 */
export const show = (root: HTMLElement, page: () => ComponentChild): void => {
  const keepFocus = createFocusKeeper(root)
  effect(() => {
    render(page(), root)
    keepFocus()
  })
}
