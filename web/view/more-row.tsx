import { tMore } from '../text/more'
import { Button } from './button'

/** The last row of a list that shows its first ones, with the way to the rest. */
export const MoreRow = ({ text, onShow }: { text: string; onShow: () => void }) => (
  <li class="who line">
    <span class="grow muted">{text}</span>
    <Button look="link" onClick={onShow}>
      {tMore().show}
    </Button>
  </li>
)
