import type { Desk } from '../model/desk'
import type { PanelBridge } from '../model/panel-bridge'

const NARROWEST = 280
const WIDEST = 600
const KEY_STEP = 10

const withinLimits = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))

const Handle = ({ desk }: { desk: Desk }) => {
  const resize = (width: number) => {
    desk.panelWidth.value = withinLimits(width)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged or focused
    <div
      class="handle"
      role="separator"
      aria-label="Width of the panel"
      aria-orientation="vertical"
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={desk.panelWidth.value}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(window.innerWidth - event.clientX)
      }}
      onKeyDown={(event) => {
        const width = desk.panelWidth.value
        const next = { ArrowLeft: width + KEY_STEP, ArrowRight: width - KEY_STEP, Home: NARROWEST, End: WIDEST }[
          event.key
        ]
        if (next !== undefined) resize(next)
      }}
    />
  )
}

/** Baton's panel in its frame. Another person's look at the desk is another frame, with that person's store. */
export const Panel = ({ desk, bridge, url }: { desk: Desk; bridge: PanelBridge; url: string }) => {
  const isOpen = desk.isPanelOpen.value
  return (
    <aside class="panel" aria-label="Baton" hidden={!isOpen} style={{ width: `${desk.panelWidth.value}px` }}>
      <Handle desk={desk} />
      <iframe key={desk.viewer.value.id} ref={bridge.attach} src={url} title="Baton" />
    </aside>
  )
}
