import { effect, signal } from '@preact/signals'
import type { Desk } from './desk'
import { createPanelStore } from './panel-store'

export interface PanelForm {
  name: string
  fields: { type: string; name: string; label: string; value: string; options: { label: string; value: string }[] }[]
  submit: string
  settle: (values: Record<string, string> | undefined) => void
}

export interface PanelAlert {
  title: string
  message: string
  note: string
}

/** As the panel hands it over: other people's data, checked where it is used. */
interface JsForm {
  name?: string
  fields?: {
    type?: string
    data?: {
      name?: string
      label?: string
      placeholder?: string
      value?: string
      options?: { label: string; value: string }[]
    }
  }[]
  buttons?: { type?: string; label?: string }[]
}

interface JsMail {
  deliver?: boolean
  mailto?: { body?: string }
}

type Method = (first: unknown, second: unknown) => unknown

const REPEAT_AFTER_MS = 400

/** What it says, with its paragraphs and lines. */
const plainText = (html: string): string => {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const line of body.querySelectorAll('br')) line.replaceWith('\n')
  for (const paragraph of body.querySelectorAll('p, div, li')) paragraph.append('\n\n')
  return (body.textContent ?? '').trim()
}

const strings = (values: unknown): string[] => (Array.isArray(values) ? values.map(String) : [])

const formFrom = ({ name, fields = [], buttons = [] }: JsForm, settle: PanelForm['settle']): PanelForm => ({
  name: name ?? '',
  fields: fields.map(({ type = 'input', data = {} }) => ({
    type,
    name: data.name ?? '',
    label: data.label ?? data.placeholder ?? data.name ?? '',
    value: data.value ?? '',
    options: data.options ?? [],
  })),
  submit: buttons.find(({ type }) => type === 'submit')?.label ?? 'OK',
  settle,
})

/** Answers the panel's calls and tells it of events, as Missive's page does for its frames. */
export const createPanelBridge = (desk: Desk, panelUrl: string) => {
  const panelOrigin = new URL(panelUrl).origin
  const store = createPanelStore(desk.setup.run)
  const alert = signal<PanelAlert | null>(null)
  const form = signal<PanelForm | null>(null)
  const actions = signal<{ label: string; index: number }[]>([])
  let frame: Window | null = null
  let told = 0

  let isReady = false

  // Before the frame has said hello it may still be blank, and of another origin.
  const tell = (message: object) => {
    if (isReady) frame?.postMessage({ missive: 1, ...message }, panelOrigin)
  }

  const write = (text: string) => {
    const id = desk.openId.peek()
    if (id === null) return
    const before = desk.drafts.peek()[id] ?? ''
    desk.drafts.value = { ...desk.drafts.peek(), [id]: before ? `${before}\n${text}` : text }
  }

  const reply = (options: unknown) => {
    const { deliver = false, mailto = {} } = (options ?? {}) as JsMail
    const text = plainText(mailto.body ?? '')
    if (deliver) return desk.act({ verb: 'reply', text })
    desk.writing.value = 'reply'
    write(text)
  }

  const showPanel = (isOpen: boolean) => {
    desk.isPanelOpen.value = isOpen
  }

  const methods: Record<string, Method> = {
    fetchConversations: (ids) => desk.ask('conversations', { ids: strings(ids).join(',') }),
    fetchMessages: (ids) => desk.ask('messages', { ids: strings(ids).join(',') }),
    fetchUsers: () => desk.ask('users'),
    fetchLabels: () => desk.ask('labels'),
    storeGet: (key) => store.get(desk.viewer.peek().id, String(key)),
    storeSet: (key, value) => store.set(desk.viewer.peek().id, String(key), value),
    assign: (personIds) => desk.act({ verb: 'assign', personIds: strings(personIds) }),
    addAssignees: (personIds) => desk.act({ verb: 'addAssignees', personIds: strings(personIds) }),
    removeAssignees: (personIds) => desk.act({ verb: 'removeAssignees', personIds: strings(personIds) }),
    addLabels: (labelIds) => desk.act({ verb: 'addLabels', labelIds: strings(labelIds) }),
    removeLabels: (labelIds) => desk.act({ verb: 'removeLabels', labelIds: strings(labelIds) }),
    close: () => desk.act({ verb: 'close' }),
    reopen: () => desk.act({ verb: 'reopen' }),
    archive: () => desk.act({ verb: 'archive' }),
    trash: () => desk.act({ verb: 'trash' }),
    moveToInbox: () => desk.act({ verb: 'moveToInbox' }),
    comment: (text) => desk.act({ verb: 'comment', text: String(text) }),
    navigate: (options) => {
      const { conversationId } = options as { conversationId?: string }
      desk.select(conversationId ? [conversationId] : [])
    },
    openSelf: () => showPanel(true),
    closeSelf: () => showPanel(false),
    setAsUtility: () => showPanel(false),
    openURL: (url) => {
      const { protocol, href } = new URL(String(url), panelUrl)
      if (protocol === 'https:' || protocol === 'http:') window.open(href, '_blank', 'noopener')
    },
    writeToClipboard: (text) => navigator.clipboard.writeText(String(text)),
    alert: (options) => {
      alert.value = {
        title: 'Error in “Baton” integration',
        message: '',
        note: '',
        ...(options as Partial<PanelAlert>),
      }
    },
    openForm: (data) =>
      new Promise((resolve) => {
        form.value = formFrom(data as JsForm, resolve)
      }),
    closeForm: () => {
      form.value = null
    },
    setActions: (list) => {
      const numbered = (list as { label: string; contexts: string[] }[]).map(({ label, contexts }, index) => ({
        label,
        contexts,
        index,
      }))
      actions.value = numbered.filter(({ contexts }) => contexts.includes('conversation'))
    },
    reply,
    insertText: (text) => write(String(text)),
    insertHtml: (html) => write(plainText(String(html))),
  }

  const answer = async (id: number, method: string, args: unknown[]) => {
    try {
      const answering = Object.hasOwn(methods, method) ? methods[method] : undefined
      if (!answering) throw new Error(`${method} is not part of the small Missive`)
      tell({ kind: 'answer', id, value: await answering(args[0], args[1]) })
    } catch (error) {
      tell({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  const tellSelection = (isFirst: boolean) =>
    tell({ kind: 'event', event: 'change:conversations', value: desk.selection.peek(), isFirst })

  const welcome = () => {
    isReady = true
    actions.value = []
    tell({ kind: 'theme', theme: desk.theme.peek() })
    tellSelection(true)
  }

  window.addEventListener('message', ({ source, origin, data }) => {
    if (frame === null || source !== frame || origin !== panelOrigin || data?.missive !== 1) return
    if (data.kind === 'hello') welcome()
    else if (data.kind === 'call') void answer(data.id, String(data.method), Array.isArray(data.args) ? data.args : [])
  })

  effect(() => tell({ kind: 'theme', theme: desk.theme.value }))
  effect(() => {
    void desk.selection.value
    tellSelection(false)
    told += 1
    // Missive says the same selection twice now and then; every third time is often enough to notice.
    if (told % 3 === 0) setTimeout(() => tellSelection(false), REPEAT_AFTER_MS)
  })

  return {
    alert,
    form,
    actions,
    attach: (element: HTMLIFrameElement | null) => {
      isReady = false
      frame = element?.contentWindow ?? null
    },
    run: (index: number) => {
      const [id] = desk.selection.peek()
      tell({ kind: 'action', index, data: { conversation: { id } } })
    },
  }
}
export type PanelBridge = ReturnType<typeof createPanelBridge>
