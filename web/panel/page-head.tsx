import type { ComponentChildren } from 'preact'
import type { PanelModel } from '../model/panel'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { focusAtFirst } from '../view/focus'

interface Props {
  panel: PanelModel
  title: string
  children?: ComponentChildren
}

/** The way back from what is shown instead of the selection. */
export const PageHead = ({ panel, title, children }: Props) => (
  <header class="line page-head">
    <Button
      look="link"
      onClick={() => {
        panel.page.value = null
      }}
    >
      <span aria-hidden="true" class="back">
        ←
      </span>{' '}
      {tMore().back}
    </Button>
    <h1 class="grow clamp" ref={focusAtFirst} tabIndex={-1} dir="auto">
      {title}
    </h1>
    {children}
  </header>
)
