import { more } from './en/more'
import { loaded } from './language'

/** What the parts say that are loaded when they are needed, in the reader's language. */
export const tMore = () => loaded.value?.more ?? more
