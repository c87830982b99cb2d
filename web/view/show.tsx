import { effect } from '@preact/signals-core'
import { Component, type ComponentChild, render } from 'preact'
import { t } from '../text/language'
import { Calm } from './calm'

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

let isBroken = false

class Whole extends Component<{ page: () => ComponentChild }> {
  static override getDerivedStateFromError(error: unknown) {
    reportError(error)
    isBroken = true
    return {}
  }

  override render() {
    return this.props.page()
  }
}

/**
 * Draws the page, and again whenever a signal that it read changes; so what a fault of ours keeps from being drawn is tried
 * again with whatever is shown next. The whole tree each time: it is small, and hooks or components that follow signals by
 * themselves would weigh more than they save.
 */
export const show = (root: HTMLElement, page: () => ComponentChild): void => {
  const keepFocus = createFocusKeeper(root)
  effect(() => {
    isBroken = false
    render(<Whole page={page} />, root)
    if (isBroken) {
      // What was drawn until the fault would stay for ever.
      render(null, root)
      root.textContent = ''
      render(<Calm>{t().problems.unreadable}</Calm>, root)
    }
    keepFocus()
  })
}
